"""Holds TOML files against a JSON Schema: python3 validate.py SCHEMA FILE... Says every fault; exit 1 if there is one."""
import json
import sys
import tomllib

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
faults = 0
for name in sys.argv[2:]:
    with open(name, "rb") as file:
        for fault in validator.iter_errors(tomllib.load(file)):
            print(f"{name}: {'.'.join(str(step) for step in fault.path)}: {fault.message}")
            faults += 1
sys.exit(1 if faults else 0)

#!/usr/bin/env python3
"""Says of each array of an array file: name, type, number of elements, SHA-256 of its bytes. Reads the file as FORMAT.md says."""
import hashlib
import struct
import sys

TYPES = {1: ("float64", 8), 2: ("int32", 4), 3: ("int64", 8), 4: ("uint8", 1), 5: ("uint16", 2), 6: ("uint32", 4), 7: ("uint64", 8)}


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    body = content[:-16]  # then the trailer
    assert content[:16] == b"TESSERA\n" + struct.pack("<II", 1, 0x01020304), "another form"
    at = 16

    def text():
        nonlocal at
        (length,) = struct.unpack_from("<I", body, at)
        at += 4 + length
        return body[at - length:at].decode()

    text()
    while at < len(body):
        name = text()
        kind, count = struct.unpack_from("<BQ", body, at)
        at += 9
        word, size = TYPES[kind]
        print(name, word, count, hashlib.sha256(body[at:at + count * size]).hexdigest())
        at += count * size


main(sys.argv[1])

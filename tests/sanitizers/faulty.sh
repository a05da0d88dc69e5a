#!/usr/bin/env bash
# Is the tool awake? bash tests/sanitizers/faulty.sh "FAULT..." "RUNNER" COMPILER [FLAG...]: compiles faulty.cpp and runs it under
# RUNNER (may be empty). 0 when each FAULT is found and the faultless form is let through.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
read -ra faults <<<"$1"
read -ra runner <<<"$2"
shift 2

place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
"$@" -g -o "$place/faulty" "$here/faulty.cpp"
if ! "${runner[@]}" "$place/faulty" none >"$place/said" 2>&1; then
  cat -- "$place/said"
  echo "${runner[*]} $*: finds a fault where there is none" >&2
  exit 1
fi
for fault in "${faults[@]}"; do
  if "${runner[@]}" "$place/faulty" "$fault" >/dev/null 2>&1; then
    echo "${runner[*]} $*: does not find the fault '$fault'" >&2
    exit 1
  fi
done

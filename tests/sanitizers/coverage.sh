#!/usr/bin/env bash
# Which lines of sim/ the default tests run: bash tests/sanitizers/coverage.sh BUILD_JOBS TEST_JOBS [CTEST OPTION...]
# Writes build-coverage/coverage.txt, least covered file first; fails below 90 % of lines. README.md says what the gaps are.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
folder=$root/build-coverage
build_jobs=$1 test_jobs=$2
shift 2
unset TESSERA_LONG

bash "$root/sim/build.sh" "$folder" "$build_jobs" all \
  -DCMAKE_BUILD_TYPE=Release -DTESSERA_TESTS=ON -DTESSERA_BENCHMARKS=OFF -DTESSERA_COVERAGE=ON
find "$folder" -name '*.gcda' -delete
failed=0
# What packs the program for another machine, and what looks at other builds, counts nothing here.
ctest --test-dir "$folder" -j "$test_jobs" --output-on-failure --no-tests=error -LE '^(install|cluster|tours|fuzz|sanitizers)$' "$@" </dev/null ||
  failed=$?
gcovr --root "$root" --filter "$root/sim/" --object-directory "$folder" --exclude-throw-branches --exclude-unreachable-branches \
  --sort-percentage --txt "$folder/coverage.txt" --json-summary "$folder/coverage.json" --print-summary -j 2 \
  --fail-under-line 90 "$folder" || failed=$?
exit "$failed"

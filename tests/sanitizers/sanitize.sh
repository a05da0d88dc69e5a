#!/usr/bin/env bash
# The suite with address and undefined-behaviour sanitizers: bash tests/sanitizers/sanitize.sh BUILD_JOBS TEST_JOBS [CTEST OPTION...]
# Whatever a sanitizer says, of a test or of a program that a test started, is a failure even where the test was content.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
folder=$root/build-sanitize
build_jobs=$1 test_jobs=$2
shift 2
unset TESSERA_LONG  # the default forms: the long ones look for other faults, for hours

bash "$here/faulty.sh" "freed beyond overflow" "" g++ -fopenmp -fsanitize=address,undefined -fno-sanitize-recover=undefined
bash "$root/sim/build.sh" "$folder" "$build_jobs" all \
  -DCMAKE_BUILD_TYPE=Release -DTESSERA_TESTS=ON -DTESSERA_BENCHMARKS=OFF -DTESSERA_SANITIZE=address

# Left out: what packs the program for another machine, a bare Debian or a Slurm (a sanitized program is not for others); tours,
# which compile an ordinary program; the fuzz targets and the tools of tests/sanitizers, which bring sanitizers of their own; the
# page in Chromium, which is JavaScript: the C++ that writes it runs in other tests; faults, which watch the program with ptrace,
# as the leak sanitizer wants to itself and then waits for ever; and damaged files that HDF5 reads without a digest, in a child
# that is there to break: what breaks is HDF5.
left_out='^(install|cluster|tours|fuzz|sanitizers|faults)$'
left_out_tests='^ReportInBrowser|WithoutADigestGivesAnErrorOrTheRightData|ByTheDigestsInsideWhereNoneStandsBeside'
findings=$folder/findings
rm -rf -- "$findings"
mkdir -p -- "$findings"
export ASAN_OPTIONS=log_path=$findings/address:exitcode=99:detect_stack_use_after_return=1
# What HDF5 leaves behind where a disk is full is not the program's.
export LSAN_OPTIONS=suppressions=$here/leaks.txt:print_suppressions=0
export UBSAN_OPTIONS=log_path=$findings/undefined:print_stacktrace=1
failed=0
ctest --test-dir "$folder" -j "$test_jobs" --output-on-failure --no-tests=error -LE "$left_out" -E "$left_out_tests" "$@" </dev/null || failed=$?
if [ -n "$(ls -A -- "$findings")" ]; then
  head -n 40 -- "$findings"/*
  echo "The sanitizers found something: $findings" >&2
  exit 1
fi
exit "$failed"

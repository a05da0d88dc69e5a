#!/usr/bin/env bash
# Installs what is missing, builds everything, runs every test. Say: bash tests/run.sh [--help]
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

show_help() {
  cat <<'END'
bash tests/run.sh [options]

Installs missing Debian packages (root or sudo), builds everything into build/, runs every test, and ends with the summary
and the exit code of ctest: 0 when all tests passed.

  --only REGEX   only tests whose name matches, e.g. --only 'Draws|Distributions'
  --long         the long forms of tests too (TESSERA_LONG=1), and behind them --sanitize, --races and --tidy
  --sanitize     this alone: the tests with address and undefined-behaviour sanitizers, in build-sanitize/
  --races        this alone: tests of parallel code under the thread sanitizer, in build-races/
  --tidy         this alone: clang-tidy over sim/ and analysis/
  --coverage     this alone: which lines of sim/ the tests run, in build-coverage/ (coverage.txt)
  --benchmarks   also runs the benchmarks, before the tests
  --jobs N       compilers at a time (standard: as many as processors and memory allow) and tests at a time (standard 2)
  --help         this text

A single test program: build/tests/base_tests --gtest_filter='Draws*'
END
}

die() { echo "$1" >&2; exit 2; }

build_jobs=0 test_jobs=2 folder=$root/build benchmarks=no alone= afterwards=()
options=(-DCMAKE_BUILD_TYPE=Release -DTESSERA_TESTS=ON -DTESSERA_BENCHMARKS=ON)
ctest_options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --only) [ $# -ge 2 ] || die "--only needs a regular expression"; ctest_options+=(-R "$2"); shift ;;
    --long) export TESSERA_LONG=1; afterwards=(sanitize races tidy) ;;
    --sanitize | --races | --tidy | --coverage) alone=${1#--} ;;
    --benchmarks) benchmarks=yes ;;
    --jobs)
      case "${2:-}" in "" | 0 | *[!0-9]*) die "--jobs needs a whole number of 1 or more" ;; esac
      build_jobs=$2 test_jobs=$2; shift ;;
    -h | --help) show_help; exit 0 ;;
    *) die "Unknown option $1; see bash tests/run.sh --help" ;;
  esac
  shift
done

bash "$root/sim/install_packages.sh" "$root/sim/packages.txt" "$root/tests/packages.txt"
if [ -n "$alone" ]; then
  exec bash "$root/tests/sanitizers/$alone.sh" "$build_jobs" "$test_jobs" "${ctest_options[@]}"
fi
bash "$root/sim/build.sh" "$folder" "$build_jobs" all "${options[@]}"

if [ "$benchmarks" = yes ]; then
  for program in "$folder"/tests/*_benchmark; do
    [ -x "$program" ] || continue
    OMP_WAIT_POLICY=passive "$program"
  done
fi

failed=0
ctest --test-dir "$folder" -j "$test_jobs" --output-on-failure --no-tests=error "${ctest_options[@]}" </dev/null || failed=$?
for one in "${afterwards[@]}"; do
  bash "$root/tests/sanitizers/$one.sh" "$build_jobs" "$test_jobs" || { echo "--$one failed" >&2; failed=1; }
done
exit "$failed"

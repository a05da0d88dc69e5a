#!/usr/bin/env bash
# Parallel code under the thread sanitizer: bash tests/sanitizers/races.sh BUILD_JOBS, or short for the parallel loops alone.
# clang, libomp and archer: archer tells the sanitizer of OpenMP's barriers, which it otherwise takes for none.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
folder=$root/build-races
archer=$(dirname -- "$(readlink -f -- "$(command -v clang++)")")/../lib/libarcher.so
[ -e "$archer" ] || { echo "archer is missing: $archer (package libomp-dev)" >&2; exit 3; }
export OMP_TOOL_LIBRARIES=$archer OMP_WAIT_POLICY=passive
export TSAN_OPTIONS=ignore_noninstrumented_modules=1:exitcode=99:halt_on_error=0
unset TESSERA_LONG

bash "$here/faulty.sh" race "" clang++ -O1 -fopenmp -fsanitize=thread

if [ "$1" = short ]; then
  place=$(mktemp -d)
  trap 'rm -rf -- "$place"' EXIT
  clang++ -std=c++20 -O1 -g1 -march=x86-64-v3 -w -fopenmp -fsanitize=thread -I "$root/sim" -o "$place/loops" \
    "$root/tests/base/parallel_test.cpp" -lgtest -lgtest_main
  "$place/loops" --gtest_brief=1
  exit
fi

programs=(base_tests run_tests determinism_tests)
bash "$root/sim/build.sh" "$folder" "$1" base_tests -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release -DTESSERA_TESTS=ON \
  -DTESSERA_BENCHMARKS=OFF -DTESSERA_PAGE=OFF -DTESSERA_SANITIZE=thread
cmake --build "$folder" --parallel "$([ "$1" -gt 0 ] && echo "$1" || nproc)" --target "${programs[@]}"
failed=0
for program in "${programs[@]}"; do
  "$folder/tests/$program" --gtest_brief=1 </dev/null || failed=1
done
exit "$failed"

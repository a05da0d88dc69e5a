#!/usr/bin/env bash
# cppcheck over sim/ and analysis/: bash tests/sanitizers/cppcheck.sh. What it may not say is in cppcheck.txt, each with its reason.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)

check() {
  cppcheck --quiet --std=c++20 --language=c++ --enable=warning,performance,portability --inline-suppr -j 2 \
    --suppress=missingIncludeSystem --template='{file}:{line}: {severity}: {id}: {message}' --error-exitcode=9 "$@"
}

place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
printf 'int main() {\n  int numbers[4] = {1, 2, 3, 4};\n  return numbers[4];\n}\n' >"$place/faulty.cpp"
if check "$place/faulty.cpp" >/dev/null 2>&1; then
  echo "cppcheck does not find an index out of bounds" >&2
  exit 1
fi

cd -- "$root"
check --suppressions-list="$here/cppcheck.txt" -I sim -I . sim analysis

#!/usr/bin/env bash
# clang-tidy with the checks of .clang-tidy over all of sim/ and analysis/: bash tests/sanitizers/tidy.sh BUILD_JOBS, or over some:
# bash tests/sanitizers/tidy.sh 2 only SOURCE...
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
folder=$root/build-tidy
jobs=$1
[ "$jobs" -gt 0 ] || jobs=$(nproc)
cd -- "$root"

# The flags are g++'s: what clang does not know of them is no finding, and its own warnings are not asked for.
tidy=(clang-tidy --quiet --extra-arg=-w)

place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
cp -- .clang-tidy "$place"
printf '#include <string>\nchar first(std::string text) {\n  std::string other = std::move(text);\n  return text[0];\n}\n' >"$place/faulty.cpp"
if "${tidy[@]}" "$place/faulty.cpp" -- -std=c++20 >/dev/null 2>&1; then
  echo "clang-tidy does not find the use of what was moved away" >&2
  exit 1
fi

if [ "${2:-}" = only ]; then
  sources=("${@:3}")
else
  mapfile -t sources < <(find sim analysis -name '*.cpp' | sort)
fi
# Says how each source is compiled, and holds the header with the commit; nothing is built.
cmake -S . -B "$folder" -G Ninja -DTESSERA_TESTS=OFF -DTESSERA_BENCHMARKS=OFF -DTESSERA_PAGE=OFF >"$place/configured" 2>&1 ||
  { cat -- "$place/configured" >&2; exit 1; }
cmake --build "$folder" --target tessera_commit >/dev/null
if ! printf '%s\0' "${sources[@]}" | xargs -0 -n 4 -P "$jobs" "${tidy[@]}" -p "$folder" 2>"$place/counts"; then
  grep -v 'warnings generated' "$place/counts" >&2 || true
  echo "clang-tidy found something; what may stay has a NOLINT with its reason" >&2
  exit 1
fi

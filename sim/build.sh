#!/usr/bin/env bash
# Configures and builds: bash sim/build.sh FOLDER JOBS TARGET [CMake option...]. JOBS 0 = as many as processors and memory
# allow. Uses ccache where there is one.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
folder=$1 jobs=$2 target=$3
shift 3

if [ "$jobs" -eq 0 ]; then
  jobs=$(nproc)
  by_memory=$(awk '/MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || true)  # 1.5 GB per compiler
  [ -n "$by_memory" ] && [ "$by_memory" -lt "$jobs" ] && jobs=$by_memory
  [ "$jobs" -ge 1 ] || jobs=1
fi

options=(-S "$root" -B "$folder" -G Ninja)
command -v ccache >/dev/null && options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
# A checkout that was moved or copied brings a cache that speaks of another folder.
if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
  options+=(--fresh)
fi

log=$(mktemp)
trap 'rm -f -- "$log"' EXIT
if ! cmake "${options[@]}" "$@" >"$log" 2>&1; then
  cat -- "$log" >&2
  exit 1
fi
cmake --build "$folder" --parallel "$jobs" --target "$target"

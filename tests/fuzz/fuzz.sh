#!/usr/bin/env bash
# Fuzzes one target, or builds them all. Say: bash tests/fuzz/fuzz.sh build|TARGET BUILD_FOLDER [SECONDS]
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
target=$1
folder=$2
seconds=${3:-$([ -n "${TESSERA_LONG:-}" ] && echo 600 || echo 20)}

build() {
  local launcher=()
  if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  cmake -S "$here" -B "$folder" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ "${launcher[@]}"
  cmake --build "$folder" -j 2
}

# Names as they stand in scenarios and tables: what a fuzzer would take years to guess.
write_dictionary() {
  cat "$root"/scenarios/*.toml "$root"/scenarios/claims/*.toml "$root"/scenarios/sweeps/*.toml "$root"/scenarios/data/*.csv |
    grep -oE '[A-Za-z_]{4,30}' | sort -u | sed 's/.*/"&"/'
}

# Several files in one input, as pieces.hpp takes them apart.
join() {
  local name
  for name in "$@"; do
    printf '=== %s\n' "${name%%=*}"
    cat "${name#*=}"
    printf '\n'
  done
}

write_seeds() {
  local seeds=$1 data=$root/scenarios/data file
  case $target in
    scenario) cp "$root"/scenarios/*.toml "$seeds" ;;
    experiment)
      for file in "$root"/scenarios/claims/*.toml "$root"/scenarios/sweeps/*.toml; do
        [ "$(stat -c %s "$file")" -gt 3000 ] || cp "$file" "$seeds"
      done ;;
    set_value) cp "$here"/seeds/set_value/* "$seeds" ;;
    import)
      join organisations.csv="$data/garden_organisations.csv" ties.csv="$data/garden_ties.csv" >"$seeds/own"
      for file in "$here"/seeds/import/*; do cp "$file" "$seeds"; done ;;
    array_file) "$folder/array_file_seeds" "$seeds" ;;
  esac
}

fuzz() {
  place=$(mktemp -d)
  trap 'rm -rf "$place"' EXIT
  mkdir "$place/seeds" "$place/found"
  write_seeds "$place/seeds"
  write_dictionary >"$place/words"
  local findings=$folder/findings/$target
  mkdir -p "$findings"
  echo 'leak:libhdf5' >"$place/leaks" # HDF5 1.10 loses a few bytes where it says no
  # An allocation of more than 1 GB, 2 GB in all, or 100 s for one input are findings too.
  ASAN_OPTIONS=allocator_may_return_null=0:detect_leaks=1 LSAN_OPTIONS=suppressions=$place/leaks:print_suppressions=0 OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive \
    "$folder/${target}_fuzz" -max_total_time="$seconds" -timeout=100 -rss_limit_mb=2048 -malloc_limit_mb=1024 -max_len=16384 \
    -seed=20260 -dict="$place/words" -print_final_stats=1 -verbosity=1 -artifact_prefix="$findings/" "$place/found" "$place/seeds" \
    >"$place/log" 2>&1 || { tail -60 "$place/log"; echo "The input is in $findings"; exit 1; }
  grep -E 'cov:' "$place/log" | tail -1
  grep -E 'stat::' "$place/log"
}

if [ "$target" = build ]; then build; else fuzz; fi

#!/usr/bin/env bash
# From a fresh Debian 12 to results: installs what is missing, builds, runs the default town. Say: bash sim/quickstart.sh
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

case "${1:-}" in
  -h | --help)
    echo "bash sim/quickstart.sh: installs missing Debian packages (root or sudo), builds Tessera into build/,"
    echo "runs scenarios/town.toml and prints its outcomes. Takes a few minutes once, seconds afterwards."
    exit 0 ;;
  "") ;;
  *)
    echo "quickstart.sh takes no arguments; see bash sim/quickstart.sh --help" >&2
    exit 2 ;;
esac

bash "$root/sim/install_packages.sh" "$root/sim/packages.txt"

echo "Building Tessera (a few minutes the first time) ..."
options=(-DCMAKE_BUILD_TYPE=Release)
# A build folder that already has tests keeps them; a new one needs none.
[ -f "$root/build/CMakeCache.txt" ] || options+=(-DTESSERA_TESTS=OFF -DTESSERA_BENCHMARKS=OFF)
bash "$root/sim/build.sh" "$root/build" 0 tessera "${options[@]}"

echo "Running the default town ..."
mkdir -p -- "$root/results"
"$root/build/tessera" run "$root/scenarios/town.toml" -o "$root/results/town.h5" --force

cat <<END

The results are in $root/results/town.h5: HDF5, readable as netCDF-4 by ncdump, xarray, R, Julia and HDFView.
What to try next, from $root:
  build/tessera run scenarios/town.toml --replicates 20 -o results/town_20.h5    # outcomes with 95 % intervals
  build/tessera explain scenarios/town.toml                                      # every number and where it comes from
  build/tessera run scenarios/village.toml -o results/village.h5                 # a place small enough to read by hand
END

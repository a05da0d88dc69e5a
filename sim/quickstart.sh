#!/usr/bin/env bash
# From a fresh Debian 12 to results: installs what is missing, builds, runs the default town. Say: bash sim/quickstart.sh
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

case "${1:-}" in
  -h | --help)
    echo "bash sim/quickstart.sh: installs missing Debian packages (root or sudo), builds Tessera into build/,"
    echo "runs scenarios/town.toml 20 times, prints its outcomes and makes a page about them. Takes some minutes once,"
    echo "seconds afterwards."
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

echo "Running the default town, 20 times ..."
mkdir -p -- "$root/results"
"$root/build/tessera" run "$root/scenarios/town.toml" --replicates 20 -o "$root/results/town.h5" --force
if ! "$root/build/tessera" report "$root/results/town.h5" --quiet; then
  echo "The results are in $root/results/town.h5, but the page could not be made." >&2
  exit 1
fi

echo
echo "The page is $root/results/town.html: open it in a browser; it needs no network."
cat <<END
The results are in $root/results/town.h5: HDF5, readable as netCDF-4 by ncdump, xarray, R, Julia and HDFView.
What to try next, from $root (README.md has a tour of ten minutes for you):
  build/tessera experiment scenarios/sweeps/facilitation.toml -o results/facilitation.h5   # two policies and none
  build/tessera compare results/facilitation.h5                                            # what each of them changed
  build/tessera report results/facilitation.h5                                             # the same as a page
  build/tessera explain scenarios/town.toml                                                # every number and its source
END

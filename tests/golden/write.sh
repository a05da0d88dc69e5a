#!/usr/bin/env bash
# Writes the golden files of the format's version into a new folder. Say: bash tests/golden/write.sh build/tessera FOLDER
# Run once for a version of the format, from a clean commit, and never again for that version: see README.md.
set -euo pipefail
[ $# -eq 2 ] || { echo "Say: bash tests/golden/write.sh PROGRAM FOLDER" >&2; exit 2; }
program=$(realpath "$1") here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
mkdir -p "$2/expected" "$2/bin" && cd "$2"
export OMP_WAIT_POLICY=passive
# Plain names alone stand in the files: no path of the machine that wrote them.
ln -sf "$program" bin/tessera
export PATH=$PWD/bin:$PATH
for file in "$here/run.toml" "$here/sweep.toml" "$here/../../scenarios/village.toml"; do
  sed 's|../../scenarios/||' "$file" >"$(basename "$file")"
done

tessera run run.toml -o run.h5 --quiet
tessera experiment sweep.toml -o sweep.h5 --quiet
# A state on the way: what a long run leaves that is asked to stop.
tessera run run.toml --replicates 2000 --months 600 --threads 1 -o state.h5 --quiet & run=$!
while [ ! -e state.h5.part ]; do sleep 0.01; done
sleep 0.2
kill -TERM $run
wait $run || true
mv state.h5.part.checkpoint-* state.checkpoint
rm -f state.h5*

for file in run sweep; do tessera export $file.h5 --what measures >"expected/$file.measures.csv"; done
for table in ties memberships partnerships organisations grants events; do
  tessera export run.h5 --what $table --format csv >"expected/run.$table.csv"
done
tessera compare sweep.h5 --over 7-24 --csv expected/sweep.compare.csv >/dev/null
python3 "$here/list_arrays.py" state.checkpoint >expected/state.txt
gzip -9 -n run.h5 sweep.h5 state.checkpoint
rm -r bin ./*.toml
ls -l . expected

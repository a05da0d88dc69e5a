#!/usr/bin/env bash
# The program under valgrind's memcheck: bash tests/sanitizers/memcheck.sh PROGRAM [MONTHS]. A run of the village with a checkpoint,
# its report and a comparison of two variants: writing, reading back and digesting what was written. No finding, no definite leak.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
program=$1 months=${2:-1}

place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
cd -- "$place"
export OMP_WAIT_POLICY=passive  # else the program starts itself anew, and valgrind would not follow
memcheck=(valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite)
bash "$here/faulty.sh" "freed unset" "${memcheck[*]}" g++ -O1

"${memcheck[@]}" "$program" run "$root/scenarios/village.toml" --months "$months" --replicates 1 --threads 2 -o run.h5 --quiet
if [ "$months" -gt 1 ]; then
  "${memcheck[@]}" "$program" verify run.h5
  "${memcheck[@]}" "$program" replay run.h5 --point 0 --replicate 0
  variant='[[variant]]\nname = "%s"\n[variant.run]\nmonths = %s\n'
  printf "tessera = 1\nname = \"Two\"\nscenario = \"%s\"\nreplicates = 2\n$variant$variant[variant.trust]\nweight = 0.2\n" \
    "$root/scenarios/village.toml" a "$months" b "$months" >two.toml
  "${memcheck[@]}" "$program" experiment two.toml -o two.h5 --quiet --threads 2
  "${memcheck[@]}" "$program" compare two.h5 >compared
fi

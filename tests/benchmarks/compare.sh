#!/usr/bin/env bash
# Two programs, or the programs of two commits, on the same work in turns. Say: bash tests/benchmarks/compare.sh --help
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

show_help() {
  cat <<'END'
bash tests/benchmarks/compare.sh ONE OTHER [--pairs N] [--folder F] [-- RUN WORDS...]

Is OTHER faster than ONE, and are its numbers the same? Each is a commit, which is built in F (standard build-compare/ here,
kept for the next time), or a program. They run in turns, the first of a pair changing from pair to pair, and what is
compared is the processor time of each pair, which neighbours on the machine disturb least.

  --pairs N     how many pairs count (standard 10); one more comes before them and does not
  RUN WORDS     of `tessera run` (standard: scenarios/small_town.toml --replicates 4 --threads 1)

Ends with the median of the ratios OTHER / ONE, and whether both came to the same states. Exit code 0, and 1 if they did not.

  bash tests/benchmarks/compare.sh HEAD~1 HEAD
  bash tests/benchmarks/compare.sh v0.1 HEAD --pairs 20 -- scenarios/metropolis.toml --months 24 --replicates 1 --threads 2
END
}

die() { echo "$1" >&2; exit 2; }

pairs=10 folder=$root/build-compare given=() words=(scenarios/small_town.toml --replicates 4 --threads 1)
while [ $# -gt 0 ]; do
  case "$1" in
    --pairs) [ $# -ge 2 ] || die "--pairs needs a number"; pairs=$2; shift ;;
    --folder) [ $# -ge 2 ] || die "--folder needs a folder"; folder=$2; shift ;;
    -h | --help) show_help; exit 0 ;;
    --) shift; [ $# -eq 0 ] || words=("$@"); break ;;
    -*) die "Unknown option $1; see --help" ;;
    *) given+=("$1") ;;
  esac
  shift
done
[ ${#given[@]} -eq 2 ] || die "Two commits or programs are needed; see --help"
case "$pairs" in "" | 0* | *[!0-9]*) die "--pairs needs a whole number of 1 or more" ;; esac

# A program as it is; a commit is built, once.
program_of() {
  if [ -f "$1" ] && [ -x "$1" ]; then realpath -- "$1"; return; fi
  local commit
  commit=$(git -C "$root" rev-parse --quiet --verify "$1^{commit}") || die "$1 is no program and no commit"
  local tree=$folder/$commit
  if [ ! -x "$tree/build/tessera" ]; then
    rm -rf -- "$tree"
    git clone --quiet --no-checkout -- "$root" "$tree"
    git -C "$tree" checkout --quiet --detach "$commit"
    bash "$tree/sim/build.sh" "$tree/build" 0 tessera -DCMAKE_BUILD_TYPE=Release -DTESSERA_TESTS=OFF >&2
  fi
  echo "$tree/build/tessera"
}

# Processor seconds of one run; its states stay as a text beside.
time_once() {
  local program=$1 output=$2/$3.h5 took
  TIMEFORMAT='%U %S'
  took=$({ time OMP_WAIT_POLICY=passive "$program" run "${words[@]}" -o "$output" --force --quiet >/dev/null; } 2>&1) ||
    die "$program: ${took%$'\n'*}"
  h5dump -d /state_hash "$output" | tail -n +2 >"$2/$3.states"
  awk '{ print $(NF - 1) + $NF }' <<<"${took##*$'\n'}"
}

one=$(program_of "${given[0]}")
other=$(program_of "${given[1]}")
cd -- "$root"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
printf '%-6s %10s %10s %10s\n' pair "one s" "other s" other/one
for ((pair = 0; pair <= pairs; ++pair)); do
  if ((pair % 2)); then
    a=$(time_once "$one" "$place" one)
    b=$(time_once "$other" "$place" other)
  else
    b=$(time_once "$other" "$place" other)
    a=$(time_once "$one" "$place" one)
  fi
  ((pair == 0)) || awk -v k="$pair" -v a="$a" -v b="$b" 'BEGIN { printf "%-6d %10.3f %10.3f %10.3f\n", k, a, b, b / a }' | tee -a "$place/pairs"
done
sort -g -k4 "$place/pairs" | awk '
  { ratio[NR] = $4 }
  END {
    median = NR % 2 ? ratio[(NR + 1) / 2] : (ratio[NR / 2] + ratio[NR / 2 + 1]) / 2
    printf "processor time, other / one: median %.3f (%.3f to %.3f in %d pairs)\n", median, ratio[1], ratio[NR], NR
  }'
if cmp --silent "$place/one.states" "$place/other.states"; then
  echo "states: the same in every month"
else
  echo "states: not the same; what is compared is not the same work"
  exit 1
fi

#!/usr/bin/env bash
# How the cost of a run grows with its size. Say: bash tests/benchmarks/growth.sh --help
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)

show_help() {
  cat <<'END'
bash tests/benchmarks/growth.sh [--program P] [--most N] [--repeats R] [--folder F] [--page-only]

What does a run cost as organisations, ties, months, replicates and threads grow? Every size is run R times, in turns with
the others, and the run with the least processor time counts.

  --program P   what is measured (standard: build/tessera here)
  --most N      organisations of the largest run (standard 20000; 1000000 takes 4 GB and minutes)
  --repeats R   standard 3; runs of 200,000 organisations and more are done once
  --folder F    where growth.csv, mechanisms.csv, growth.md and growth.svg go (standard: beside this file)
  --page-only   make the page anew from the two tables

Peak memory wants GNU time (/usr/bin/time); without it its column stays empty.
END
}

die() { echo "$1" >&2; exit 2; }

program=$root/build/tessera most=20000 repeats=3 folder=$here page_only=
while [ $# -gt 0 ]; do
  case "$1" in
    --program | --most | --repeats | --folder) [ $# -ge 2 ] || die "$1 needs a value"; declare "${1#--}=$2"; shift ;;
    --page-only) page_only=yes ;;
    -h | --help) show_help; exit 0 ;;
    *) die "Unknown option $1; see --help" ;;
  esac
  shift
done
case "$most$repeats" in *[!0-9]*) die "--most and --repeats need whole numbers" ;; esac
[ -x "$program" ] || [ -n "$page_only" ] || die "$program is not there or can not be run"

# Series, organisations, ties to begin with, months, replicates, threads.
list_runs() {
  local n middle=$((most < 2000 ? most : 2000))
  for n in 240 2000 20000 200000 1000000; do
    [ "$n" -le "$most" ] || continue
    echo "organisations $n 4 12 1 1"
    [ "$n" -lt 2000 ] || [ "$n" -gt 20000 ] || { echo "threads $n 4 12 1 1"; echo "threads $n 4 12 1 2"; }
  done
  for n in 1 2 4 8 16; do echo "ties $middle $n 12 1 1"; done
  for n in 6 12 24 48 96; do echo "months $middle 4 $n 1 1"; done
  for n in 1 4 16 64; do echo "replicates 240 4 12 $n 1"; done
}

# Ties between organisations: their mean over the months of the first replicate.
count_ties() {
  "$program" export "$1" --what measures | awk -F, '
    NR == 1 { for (k = 1; k <= NF; ++k) at[$k] = k; next }
    $at["replicate"] > 0 { next }
    { sum += $at["mean_degree_by_level.none"] * $at["organisations"] / 2; ++rows }
    END { printf "%.0f", sum / rows }'
}

# Adds a line to growth.csv.
measure() {
  local series=$1 n=$2 known=$3 months=$4 replicates=$5 threads=$6 wall cpu peak=
  local words=(run "$root/scenarios/town.toml" --months "$months" --replicates "$replicates" --threads "$threads" --force
    --set "organisations.count=$n" --set "community.residents=$((500 * n))" --set "community.districts=$((n / 20))"
    --set "founding.known_organisations=$known" --set results.snapshots_every_months=0 -o "$place/run.h5")
  if [ -x /usr/bin/time ]; then
    OMP_WAIT_POLICY=passive /usr/bin/time -o "$place/took" -f '%e %U %S %M' "$program" "${words[@]}" >/dev/null 2>"$place/errors"
  else
    TIMEFORMAT='%R %U %S'
    { time OMP_WAIT_POLICY=passive "$program" "${words[@]}" >/dev/null 2>"$place/errors"; } 2>"$place/took"
  fi || { cat "$place/errors" >&2; exit 1; }
  read -r wall cpu peak < <(tail -n 1 "$place/took" | awk '{ print $1, $2 + $3, (NF > 3 ? $4 / 1000 : "") }')
  echo "$series,$n,$months,$replicates,$threads,$(count_ties "$place/run.h5"),$cpu,$wall,$peak" >>"$folder/growth.csv"
}

# What each mechanism costs, at the sizes that are measured too.
measure_mechanisms() {
  local benchmark sizes
  benchmark=$(dirname -- "$program")/tests/mechanisms_benchmark
  [ -x "$benchmark" ] || return 0
  sizes=$(list_runs | awk '$1 == "organisations" && $2 <= 200000 { printf "%s%s", (NR > 1 && some++ ? "|" : ""), $2 }')
  OMP_WAIT_POLICY=passive "$benchmark" --benchmark_format=csv --benchmark_filter="/($sizes)/" 2>/dev/null | awk -F, '
    { gsub(/"/, "") }
    $1 == "name" { for (k = 1; k <= NF; ++k) at[$k] = k; next }
    split($1, part, "/") > 1 { printf "%s,%s,%.1f,%.1f\n", part[1], part[2], $at["ns_per_organisation_month"], $at["ns_per_tie_month"] }
  ' >>"$folder/mechanisms.csv"
}

mkdir -p "$folder"
if [ -z "$page_only" ]; then
  place=$(mktemp -d)
  trap 'rm -rf "$place"' EXIT
  {
    echo "# $("$program" --version | head -2 | tr '\n' ' ' | sed 's/ $//')"
    echo "# $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo)"
    echo "# load when begun: $(cut -d' ' -f1 /proc/loadavg)"
    echo "series,organisations,months,replicates,threads,ties,cpu_s,wall_s,peak_mb"
  } >"$folder/growth.csv"
  echo "mechanism,organisations,ns_per_organisation_month,ns_per_tie_month" >"$folder/mechanisms.csv"
  for ((repeat = 1; repeat <= repeats; ++repeat)); do
    while read -r series n rest; do
      [ "$n" -lt 200000 ] || [ "$repeat" -eq 1 ] || continue
      echo "repeat $repeat: $series $n $rest" >&2
      # shellcheck disable=SC2086  # the rest are four numbers
      measure "$series" "$n" $rest </dev/null
    done < <(list_runs)
    measure_mechanisms
  done
fi
awk -f "$here/growth.awk" -v svg="$folder/growth.svg" "$folder/growth.csv" "$folder/mechanisms.csv" >"$folder/growth.md"
echo "$folder/growth.md"

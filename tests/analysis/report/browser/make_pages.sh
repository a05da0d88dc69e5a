#!/usr/bin/env bash
# Small pages of every kind, by the program: bash make_pages.sh PROGRAM SOURCES FOLDER KIND...
# KIND: run, single, experiment, sweep, part, hostile; each becomes FOLDER/KIND.html.
set -euo pipefail
program=$1 sources=$2 folder=$3
shift 3
cd -- "$folder"

write_scenario() {  # base, months
  printf 'tessera = 1\nextends = "%s/scenarios/%s.toml"\n[run]\nmonths = %s\n[results]\nsnapshots_every_months = 6\n' "$sources" "$1" "$2"
}

make_run() {
  write_scenario small_town 36 >run.toml
  "$program" run run.toml --replicates 6 -o run.h5 --quiet
}

# One run alone, of a world that is described.
make_single() {
  write_scenario village 24 >single.toml
  "$program" run single.toml --replicates 1 -o single.h5 --quiet
}

make_experiment() {
  write_scenario small_town 36 >town.toml
  { printf 'tessera = 1\nname = "Facilitators or grants"\nquestion = "Which of the two meets more need?"\nscenario = "town.toml"\nreplicates = 8\n'
    printf '[[variant]]\nname = "baseline"\n'
    printf '[[variant]]\nname = "facilitators"\n[[variant.policy]]\nname = "helpers"\nlever = "facilitation"\nstart_month = 7\nintensity = 0.6\n'
    printf '[[variant]]\nname = "grants"\n[[variant.policy]]\nname = "money"\nlever = "operating_grants"\nstart_month = 7\n'; } >experiment.toml
  "$program" experiment experiment.toml -o experiment.h5 --quiet
}

make_sweep() {
  write_scenario village 24 >village.toml
  { printf 'tessera = 1\nname = "Trust and search"\nquestion = "Which of the two decides?"\nscenario = "village.toml"\nreplicates = 2\n'
    printf '[[factor]]\npath = "trust.prior_mean"\nlow = 0.25\nhigh = 0.75\n'
    printf '[[factor]]\npath = "partner_search.rate_per_month"\nlow = 0.15\nhigh = 0.6\nscale = "log"\n'
    printf '[design]\nkind = "saltelli"\nsamples = 16\n'; } >sweep.toml
  "$program" experiment sweep.toml -o sweep.h5 --quiet
}

# The first half of a sweep of two variants.
make_part() {
  write_scenario village 13 >part_village.toml
  { printf 'tessera = 1\nname = "Half a sweep"\nquestion = "What of the whole is here?"\nscenario = "part_village.toml"\nreplicates = 2\n'
    printf '[[variant]]\nname = "baseline"\n[[variant]]\nname = "helped"\n[[variant.policy]]\nname = "helpers"\nlever = "facilitation"\nstart_month = 3\n'
    printf '[[factor]]\npath = "trust.prior_mean"\nlow = 0.25\nhigh = 0.75\n'
    printf '[[factor]]\npath = "partner_search.rate_per_month"\nlow = 0.15\nhigh = 0.6\nscale = "log"\n'
    printf '[design]\nkind = "sobol"\nsamples = 16\n'; } >part.toml
  "$program" experiment part.toml -o part.h5 --shard 1/2 --quiet
  mv part.shard-1-of-2.h5 part.h5
  sed -i 's/part.shard-1-of-2.h5/part.h5/' part.shard-1-of-2.h5.sha256 && mv part.shard-1-of-2.h5.sha256 part.h5.sha256
}

# Names that would run, leave their element, or turn the text around them. Variants can not be called so.
make_hostile() {
  local override=$'\u202e' end=$'\u202c'
  { sed -e 's/^name = "The village shop"/name = "<\/script><script>window.tesseraHostile = 1<\/script>"/' \
        -e "s/^id = \"primary_school\"/&\nname = \"$(printf 'long%.0s' {1..50})\"/" \
        -e "s/^name = \"Village food pantry\"/name = \"good ${override}dab${end} <img src=x onerror=window.tesseraHostile=2>\"/" \
        "$sources/scenarios/village.toml"; } >hostile_village.toml
  { printf 'tessera = 1\nname = "%s"\nquestion = "%s"\nscenario = "hostile_village.toml"\nreplicates = 4\n' \
      "<script>window.tesseraHostile = 3</script> & </title>" "Is ${override}siht a question? <b onclick=alert(1)>bold</b>"
    printf '[[variant]]\nname = "baseline"\n'
    printf '[[variant]]\nname = "helped"\n[[variant.policy]]\nname = "helpers"\nlever = "facilitation"\nstart_month = 3\n'; } >hostile.toml
  "$program" experiment hostile.toml -o hostile.h5 --quiet
}

for kind in "$@"; do
  "make_$kind"
  "$program" report "$kind.h5" -o "$kind.html" --quiet
done

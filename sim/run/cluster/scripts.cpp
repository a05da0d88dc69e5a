#include "run/cluster/scripts.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tessera {
namespace {

constexpr const char* task_body = R"(
export OMP_WAIT_POLICY=passive
task=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}
echo "$(date -u +%FT%TZ) shard $SLURM_ARRAY_TASK_ID of $shards on $SLURMD_NODENAME, start ${SLURM_RESTART_COUNT:-0} of task $task"

child=
trap '[ -z "$child" ] || kill -s TERM "$child" 2>/dev/null' TERM
"$program" experiment sweep.json --shard "$SLURM_ARRAY_TASK_ID/$shards" -o "../$name" --resume \
  --writer "$SLURM_ARRAY_JOB_ID-$SLURM_ARRAY_TASK_ID-${SLURM_RESTART_COUNT:-0}" \
  --threads "${SLURM_CPUS_PER_TASK:-1}" &
child=$!
wait "$child"
code=$?
while kill -0 "$child" 2>/dev/null; do  # a signal ends the wait, not the program
  wait "$child"
  code=$?
done
if [ "$code" -eq 143 ]; then
  state=$(squeue --noheader --jobs="$task" --format=%T 2>/dev/null)
  if [ "$state" = RUNNING ]; then
    echo "$(date -u +%FT%TZ) stopped with a checkpoint; asking for another start"
    if scontrol requeue "$task"; then
      sleep 60  # Slurm ends this start before it begins the next
      exit 0
    fi
    echo "Slurm did not queue it again; say: tessera experiment ... --engine slurm --resume"
  fi
fi
echo "$(date -u +%FT%TZ) ended with exit code $code"
exit "$code"
)";

constexpr const char* merge_body = R"(
set --
shard=1
while [ "$shard" -le "$shards" ]; do
  file="../$stem.shard-$shard-of-$shards$extension"
  [ ! -e "$file" ] || set -- "$@" "$file"
  shard=$((shard + 1))
done
echo "$(date -u +%FT%TZ) merging $# of $shards shards"
[ $# -gt 0 ] || { echo "no shard is there"; exit 1; }
exec "$program" merge "$@" -o "../$name" $again
)";

std::string head_of(const ScriptFacts& facts, const char* does, const char* log) {
  const std::string redirect = facts.own_logs ? fmt::format("exec >>{} 2>&1\n", log) : "";
  return fmt::format("#!/bin/sh\n# {} Written by tessera; started by Slurm in this folder.\n{}program={}\nname={}\nshards={}\n", does,
                     redirect, quote_for_shell(facts.program), quote_for_shell(facts.name), facts.shards);
}

std::string stem_of(const std::string& name) { return std::filesystem::path(name).stem().string(); }
std::string extension_of(const std::string& name) { return std::filesystem::path(name).extension().string(); }

}  // namespace

std::string quote_for_shell(const std::string& word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string write_task_script(const ScriptFacts& facts) { return head_of(facts, "One shard of a sweep.", "\"logs/shard-$SLURM_ARRAY_TASK_ID.log\"") + task_body; }

std::string write_merge_script(const ScriptFacts& facts) {
  return head_of(facts, "One file from all shards of a sweep.", "logs/merge.log") +
         fmt::format("stem={}\nextension={}\nagain={}\n", quote_for_shell(stem_of(facts.name)),
                     quote_for_shell(extension_of(facts.name)), facts.rounds ? "--force" : "") +
         merge_body;
}

}  // namespace tessera

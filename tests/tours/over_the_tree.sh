#!/usr/bin/env bash
# Runs commands in this tree without leaving a trace in it: what they write goes to a layer above the tree that lives as long
# as the commands do. bash over_the_tree.sh TREE COMMANDS SAID: COMMANDS has one command per line; what command k says goes to
# SAID/k.out, its exit code to SAID/k.code. Exit 77 where this system does not let one lay a layer above a folder.
set -euo pipefail
tree=$1 commands=$2 said=$3

if [ "${4:-}" != inside ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(--map-root-user)
  exec unshare --mount "${as_root[@]}" bash "$0" "$tree" "$commands" "$said" inside || exit 77
fi

layer=$said/layer
mkdir -p "$layer"
mount -t tmpfs layer "$layer" 2>/dev/null || exit 77
mkdir "$layer/upper" "$layer/work"
mount -t overlay layer -o "lowerdir=$tree,upperdir=$layer/upper,workdir=$layer/work" "$tree" 2>/dev/null || exit 77
cd -- "$tree"
mkdir -p results
k=0
while IFS= read -r line; do
  code=0
  bash -c "$line" >"$said/$k.out" 2>&1 </dev/null || code=$?
  echo "$code" >"$said/$k.code"
  k=$((k + 1))
done <"$commands"

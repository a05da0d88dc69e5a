#!/usr/bin/env bash
# Taplo, a TOML language server that editors use, on the tree or on files: bash lint.sh FOLDER TREE [FILE...]. FOLDER gets
# node_modules. Exit 77 where there is no npm, or it can not fetch.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
folder=$1 tree=$2
shift 2
command -v npm >/dev/null && command -v node >/dev/null || exit 77
mkdir -p -- "$folder"
if ! cmp -s -- "$here/package-lock.json" "$folder/package-lock.json" || [ ! -d "$folder/node_modules/@taplo" ]; then
  cp -- "$here/package.json" "$here/package-lock.json" "$folder/"
  (cd -- "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2 || { rm -f -- "$folder/package-lock.json"; exit 77; }
fi
cd -- "$tree"
exec node "$folder/node_modules/@taplo/cli/dist/cli.js" lint "$@" 2>&1

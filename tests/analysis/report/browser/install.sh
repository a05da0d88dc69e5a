#!/usr/bin/env bash
# Gets what drives the browser: bash install.sh FOLDER, which gets node_modules. Needs npm, and network the first time.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
folder=$1
mkdir -p -- "$folder"
exec 9>"$folder.lock"
flock 9  # tests that run side by side install once
if cmp -s -- "$here/package-lock.json" "$folder/package-lock.json" && [ -f "$folder/node_modules/.package-lock.json" ]; then exit 0; fi
cp -- "$here/package.json" "$folder/"
cd -- "$folder"
cp -- "$here/package-lock.json" .
npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=5 --loglevel=error || { rm -f package-lock.json; exit 1; }

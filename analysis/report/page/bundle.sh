#!/usr/bin/env bash
# Bundles the report page: bash bundle.sh FOLDER, which gets node_modules and page.html. Needs npm, and network the first time.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
folder=$1
mkdir -p -- "$folder"
if ! cmp -s -- "$here/package-lock.json" "$folder/package-lock.json" || [ ! -f "$folder/node_modules/.package-lock.json" ]; then
  cp -- "$here/package.json" "$folder/"
  (cd -- "$folder" && cp -- "$here/package-lock.json" . &&
     npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=5 --loglevel=error) || {
    rm -f -- "$folder/package-lock.json"
    echo "npm could not fetch what the report page is made of. Without network: cmake -DTESSERA_PAGE=OFF (no tessera report)." >&2
    exit 1
  }
fi
node "$here/bundle.mjs" "$folder/node_modules" "$folder/page.html"

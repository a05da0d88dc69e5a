#!/usr/bin/env bash
# bare_debian.sh SOURCE BUILD: a bare Debian 12 in BUILD/bare_debian with the packed program in /opt/tessera, kept between
# tests and renewed when the program is. Prints the folder. Exit 77, with the reason, where that can not be made.
set -euo pipefail
source=$1 build=$2 folder=$2/bare_debian
skip() { echo "$1"; exit 77; }

[ "$(id -u)" -eq 0 ] || skip "a bare Debian folder is made by root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
exec 9>"$build/bare_debian.lock"
flock 9

if [ ! -f "$folder/made" ]; then
  rm -rf -- "$folder" "$folder.new"
  debootstrap --variant=minbase bookworm "$folder.new" >"$build/bare_debian.log" 2>&1 9>&- ||
    skip "debootstrap failed (no network?), see $build/bare_debian.log"
  rm -rf -- "$folder.new/var/cache/apt/archives"
  touch -- "$folder.new/made"
  mv -- "$folder.new" "$folder"
fi
if [ ! "$folder/opt/tessera/bin/tessera" -nt "$build/tessera" ]; then
  rm -rf -- "$folder/opt/tessera" "$folder/opt/new"
  mkdir -p -- "$folder/opt/new"
  TESSERA_BUILD=$build bash "$source/sim/package.sh" --as-built "$build" >"$build/package.log" 2>&1 9>&-
  tar -xzf "$build"/tessera-*-linux-*.tar.gz -C "$folder/opt/new" --strip-components=1
  touch -- "$folder/opt/new/bin/tessera"
  mv -- "$folder/opt/new" "$folder/opt/tessera"
fi
echo "$folder"

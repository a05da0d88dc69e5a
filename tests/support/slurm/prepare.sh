#!/usr/bin/env bash
# prepare.sh SOURCE BUILD: BUILD/slurm_debian, a bare Debian 12 with nothing but Slurm, munge and the packed program in
# /opt/tessera, kept between tests. Prints the folder. Exit 77, with the reason, where that can not be made.
set -euo pipefail
source=$1 build=$2 folder=$2/slurm_debian
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)

bare=$(bash "$here/../bare_debian.sh" "$source" "$build") || { code=$?; echo "$bare"; exit "$code"; }
exec 9>"$folder.lock"
flock 9

if [ ! -f "$folder/made" ]; then
  rm -rf -- "$folder" "$folder.new"
  cp -a -- "$bare" "$folder.new"
  rm -rf -- "$folder.new/made" "$folder.new/opt/tessera"
  printf '#!/bin/sh\nexit 101\n' >"$folder.new/usr/sbin/policy-rc.d"  # installing starts no daemon
  chmod 755 -- "$folder.new/usr/sbin/policy-rc.d"
  echo 'researcher:x:1000:1000::/mnt:/bin/sh' >>"$folder.new/etc/passwd"
  echo 'researcher:x:1000:' >>"$folder.new/etc/group"
  echo '127.0.0.1 localhost cluster' >"$folder.new/etc/hosts"
  cp -L -- /etc/resolv.conf "$folder.new/etc/resolv.conf" 2>/dev/null || true
  chroot "$folder.new" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive sh -c '
    apt-get -qq -o Acquire::Retries=3 update &&
    apt-get -qq install -y --no-install-recommends slurm-wlm munge iproute2 && apt-get clean' \
    >"$build/slurm_debian.log" 2>&1 </dev/null 9>&- || { echo "Slurm could not be installed, see $build/slurm_debian.log"; exit 77; }
  touch -- "$folder.new/made"
  mv -- "$folder.new" "$folder"
fi
if [ ! "$folder/opt/tessera/bin/tessera" -nt "$build/tessera" ]; then
  rm -rf -- "$folder/opt/tessera"
  cp -a -- "$bare/opt/tessera" "$folder/opt/tessera"
  touch -- "$folder/opt/tessera/bin/tessera"
fi
echo "$folder"

#!/usr/bin/env bash
# Installs the Debian packages of the given lists that are missing: bash sim/install_packages.sh LIST...
# A list has one package per line; # begins a comment; "npm:nodejs" names a package that is wanted only where there is no command
# npm. Does nothing, without network, when all are there.
set -euo pipefail

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian system: the packages can not be checked. Install what these lists name: $*" >&2
  exit 0
fi

missing=()
while read -r package; do
  [ -n "$package" ] || continue
  case "$package" in
    *:*) ! command -v "${package%%:*}" >/dev/null || continue; package=${package#*:} ;;
  esac
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -- "$@")
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=(env)
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
  as_root=(sudo env)
else
  echo "These packages are missing, and installing them needs root or sudo. Ask an administrator to run:" >&2
  echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi

echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
"${apt[@]}" update </dev/null
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null

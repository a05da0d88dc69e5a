#!/usr/bin/env bash
# A tar that runs without being installed: bash sim/package.sh [FOLDER]. Says --help.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

build_it=yes
case "${1:-}" in
  -h | --help)
    cat <<'END'
bash sim/package.sh [--as-built] [FOLDER]

Builds Tessera (in build/, or in the folder TESSERA_BUILD names) and packs it into FOLDER (default: the build folder) as
tessera-VERSION-linux-x86_64.tar.gz: the program, every library it needs but glibc, scenarios, documents and licences.
Unpack it anywhere, as any user, without network, and run bin/tessera. The packages of sim/packages.txt must be there.
--as-built packs what the build folder holds without building.
END
    exit 0 ;;
  --as-built) build_it=no; shift ;;
  -*)
    echo "Unknown option $1; see bash sim/package.sh --help" >&2
    exit 2 ;;
esac

build=${TESSERA_BUILD:-$root/build}
target=${1:-$build}
if [ "$build_it" = yes ]; then
  options=(-DCMAKE_BUILD_TYPE=Release)
  [ -f "$build/CMakeCache.txt" ] || options+=(-DTESSERA_TESTS=OFF -DTESSERA_BENCHMARKS=OFF)
  bash "$root/sim/build.sh" "$build" 0 tessera "${options[@]}"
fi

version=$("$build/tessera" --version | sed -n 's/^tessera //p')
name=tessera-$version-linux-$(uname -m)
mkdir -p -- "$target"
stage=$(mktemp -d)
trap 'rm -rf -- "$stage"' EXIT
cmake --install "$build" --prefix "$stage/$name" --strip >/dev/null
cmake --install "$build" --prefix "$stage/$name" --component private_libraries >/dev/null

# Whoever passes libraries on passes their licences on.
licences=$stage/$name/share/doc/tessera/libraries
mkdir -p -- "$licences"
for library in "$stage/$name"/lib/tessera/*; do
  package=$(dpkg-query -S "*/$(basename -- "$library")" 2>/dev/null | sed -n '1s/:.*//p' || true)
  [ -z "$package" ] || [ ! -r "/usr/share/doc/$package/copyright" ] || cp -L -- "/usr/share/doc/$package/copyright" "$licences/$package"
done

glibc=$(objdump -T "$stage/$name"/bin/tessera "$stage/$name"/lib/tessera/* | grep -o 'GLIBC_2[0-9.]*' | sort -Vu | tail -1)
cat >"$stage/$name/README" <<END
Tessera $version for Linux on x86-64-v3 processors (Intel since 2013, AMD since 2015) with glibc ${glibc#GLIBC_} or newer.

  bin/tessera run village.toml        # nothing to install; scenarios are found beside the program
  bin/tessera --help

share/tessera/scenarios holds the scenarios, share/doc/tessera the documents and licences, lib/tessera the libraries.
END
tar -C "$stage" --owner=0 --group=0 --numeric-owner --sort=name -czf "$stage/packed.tar.gz" "$name"
mv -- "$stage/packed.tar.gz" "$target/$name.tar.gz"
echo "$target/$name.tar.gz"
echo "needs glibc ${glibc#GLIBC_} or newer; $(du -h "$target/$name.tar.gz" | cut -f1) packed, $(du -sh "$stage/$name" | cut -f1) unpacked"

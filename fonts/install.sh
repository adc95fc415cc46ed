#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Puts the open faces into fonts/open, as manifest.txt pins them: hash, name, Debian package, its
# version, the path inside it. A file that stands there already is left alone; one of an installed
# package is copied; for the others the package is downloaded into the build folder and only the
# files we want are taken out. Nothing is written outside this checkout but apt's own files.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
manifest=$here/manifest.txt
open=$here/open
stamp=$open/.stamp
work=

die() {
    echo "fonts/install.sh: $*" >&2
    exit 1
}

tidy() {
    if [ -n "$work" ]; then
        rm -rf "$work"
    fi
}

# Runs a command as root; false when we may not.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        return 1
    fi
}

# The lines of the manifest without comments.
entries() {
    sed -e '/^#/d' -e '/^$/d' "$manifest"
}

# Sizes and times of all files, and the manifest's hash: when none of them has changed since all
# was checked, there is nothing to do.
state() {
    sha256sum <"$manifest"
    entries | while read -r _ name _; do
        stat -c '%n %s %Y' "$open/$name" 2>/dev/null || echo "$name missing"
    done
}

# has FILE HASH
has() {
    [ -f "$1" ] && [ "$(sha256sum <"$1")" = "$2  -" ]
}

# download PACKAGE VERSION: leaves PACKAGE's .deb as $work/PACKAGE.deb. A mirror may no longer have
# the pinned version; then any will do, for the hashes decide.
download() {
    rm -rf "$work/get"
    mkdir "$work/get"
    sandbox=
    if [ "$(id -u)" -eq 0 ]; then
        sandbox='-o APT::Sandbox::User=root' # apt's own user may not write here
    fi
    # shellcheck disable=SC2086
    (cd "$work/get" && {
        apt-get -q $sandbox download "$1=$2" || apt-get -q $sandbox download "$1"
    }) >"$work/log" 2>&1 || return 1
    mv "$work"/get/*.deb "$work/$1.deb"
}

# fetch PACKAGE VERSION: the same, with one more try after asking for new package lists.
fetch() {
    if [ -f "$work/$1.deb" ]; then
        return
    fi
    echo "fonts: downloading the Debian package $1"
    if download "$1" "$2"; then
        return
    fi
    as_root apt-get -q update >"$work/log" 2>&1 || true
    download "$1" "$2" || {
        cat "$work/log" >&2
        die "cannot download the Debian package $1. Check the network and that apt's sources" \
            "name Debian 12 (main), run 'apt-get update' and try again."
    }
}

# place HASH NAME PACKAGE VERSION PATH
place() {
    target=$open/$2
    if has "$target" "$1"; then
        return
    fi
    mkdir -p "$(dirname "$target")"
    if has "$5" "$1"; then
        cp "$5" "$target.new"
    else
        fetch "$3" "$4"
        dpkg-deb --fsys-tarfile "$work/$3.deb" | tar -x -O -f - ".$5" >"$target.new"
    fi
    if ! has "$target.new" "$1"; then
        rm -f "$target.new"
        die "$5 of the Debian package $3 is not the file that fonts/manifest.txt pins" \
            "(version $4, SHA-256 $1). Fetch that version of the package and install it, or, if" \
            "you trust the file you have, put its hash and version into fonts/manifest.txt."
    fi
    chmod 644 "$target.new"
    mv "$target.new" "$target"
    echo "fonts: $2"
}

mkdir -p "$open"
if [ -f "$stamp" ] && [ "$(state)" = "$(cat "$stamp")" ]; then
    exit 0
fi

mkdir -p "$here/../build"
work=$(mktemp -d "$here/../build/fonts.XXXXXX")
trap tidy EXIT
trap 'exit 1' INT TERM HUP

entries >"$work/entries"
while read -r hash name package version path <&3; do
    place "$hash" "$name" "$package" "$version" "$path"
done 3<"$work/entries"
state >"$stamp"

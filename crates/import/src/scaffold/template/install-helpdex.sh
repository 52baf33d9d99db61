#!/bin/sh
# Installs one version of Helpdex where a site is built:  sh install-helpdex.sh .helpdex/bin
#
# It fetches the release for this machine and compares it with the release's SHA256SUMS. These variables change what it
# does:
#   HELPDEX_SOURCE   the address of Helpdex's repository
#   HELPDEX_VERSION  another version than the one below
#   HELPDEX_SHA256   the archive's SHA-256, written down once: then no other file is taken, whatever the release says
#   HELPDEX_RELEASE  where the files of the release lie, for a mirror of your own
#   HELPDEX_COMPILE  1: compile the version instead; that needs Rust and some minutes
set -eu

VERSION='{{version}}'
SOURCE='{{repository}}'

version="${HELPDEX_VERSION:-$VERSION}"
source="${HELPDEX_SOURCE:-$SOURCE}"
folder="${1:-.helpdex/bin}"

fail() {
  echo "error: $1" >&2
  exit 1
}

fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"
  else
    wget --quiet --output-document="$2" "$1"
  fi || fail "can't fetch $1; with Rust installed, HELPDEX_COMPILE=1 compiles it instead"
}

sha256() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

name=helpdex
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64 | Linux-amd64) archive=helpdex-x86_64-unknown-linux-musl.tar.gz ;;
  Linux-aarch64 | Linux-arm64) archive=helpdex-aarch64-unknown-linux-musl.tar.gz ;;
  Darwin-x86_64) archive=helpdex-x86_64-apple-darwin.tar.gz ;;
  Darwin-arm64) archive=helpdex-aarch64-apple-darwin.tar.gz ;;
  MINGW*-x86_64 | MSYS*-x86_64 | CYGWIN*-x86_64) archive=helpdex-x86_64-pc-windows-msvc.zip name=helpdex.exe ;;
  *) archive='' ;;
esac

# Later steps of a workflow on GitHub find it by its name.
announce() {
  echo "$("$folder/$name" -V) in $folder"
  if [ -n "${GITHUB_PATH:-}" ]; then
    # As Windows writes it, where bash runs on Windows.
    (cd "$folder" && { pwd -W 2>/dev/null || pwd; }) >>"$GITHUB_PATH"
  fi
}

if [ -x "$folder/$name" ] && [ "$("$folder/$name" -V 2>/dev/null)" = "helpdex $version" ]; then
  announce
  exit 0
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [ "${HELPDEX_COMPILE:-}" = 1 ]; then
  [ -n "$source" ] || fail 'set HELPDEX_SOURCE to the address of the repository of Helpdex'
  cargo install --locked --profile dist --git "$source" --tag "v$version" --root "$work" helpdex
  found="$work/bin/$name"
else
  [ -n "$archive" ] || fail "there is no release for $(uname -s) on $(uname -m); with Rust installed, set HELPDEX_COMPILE=1"
  release="${HELPDEX_RELEASE:-${source:+$source/releases/download/v$version}}"
  [ -n "$release" ] || fail 'set HELPDEX_SOURCE to the address of the repository of Helpdex'
  fetch "$release/$archive" "$work/$archive"
  wanted="${HELPDEX_SHA256:-}"
  if [ -z "$wanted" ]; then
    fetch "$release/SHA256SUMS" "$work/SHA256SUMS"
    wanted="$(awk -v name="$archive" '$2 == name { print $1 }' "$work/SHA256SUMS")"
    [ -n "$wanted" ] || fail "SHA256SUMS of the release says nothing of $archive"
  fi
  [ "$(sha256 "$work/$archive")" = "$wanted" ] || fail "$archive is not what its SHA-256 says: it is not installed"
  case "$archive" in
    *.zip) unzip -q "$work/$archive" -d "$work" ;;
    *) tar -xzf "$work/$archive" -C "$work" ;;
  esac
  found="$work/${archive%%.*}/$name"
fi

told="$("$found" -V)" || fail "$found does not run on this machine"
[ "$told" = "helpdex $version" ] || fail "this is $told, and helpdex $version was asked for"
# By rename, so that there is never half a program.
mkdir -p "$folder"
cp "$found" "$folder/.$name.new"
mv -f "$folder/.$name.new" "$folder/$name"
announce

#!/usr/bin/env bash
# Writes sets in every format and has other people's programs read them back: the sample page's full set, and sets
# made to be hard on formats.
# usage: formats.sh PROGRAM [--only FORMAT,…]
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/page" "$work/formats"
"$program" generate --all --quiet -o "$work/page/page.json" data/articles/theory-page-2024-06.txt
node tests/readers/formats.mjs "$program" "$work/formats" "$work/page" tests/readers/sets "${@:2}"

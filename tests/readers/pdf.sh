#!/usr/bin/env bash
# Makes papers as PDF and has Poppler's programs look at their pages: fonts, margins, lines, page breaks, numbers.
# usage: pdf.sh PROGRAM [--bless]
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" generate --all --quiet -o "$work/page.json" data/articles/theory-page-2024-06.txt
node tests/readers/pdf.mjs "$program" "$work" "${@:2}"

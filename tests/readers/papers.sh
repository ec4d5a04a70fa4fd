#!/usr/bin/env bash
# Makes papers as Word and HTML files with the options for papers, and has LibreOffice and Chromium look at them.
# usage: papers.sh PROGRAM
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" generate --quiet -o "$work/page.json" data/articles/theory-page-2024-06.txt
node tests/readers/papers.mjs "$program" "$work" "$work/page.json" tests/readers/sets/hostile.json

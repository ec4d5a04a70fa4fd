#!/usr/bin/env bash
# quizzes/ is what the program makes of data/articles, byte for byte, and passes the program's own check.
. tests/checks/check.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

same_again() { tests/tools/make-quizzes.sh build/kaodian "$work" && diff -rq "$work" quizzes; }
passes_verify() { build/kaodian verify "$1" data/articles/*.txt; }

check "quizzes/ is in step (./build.sh run makes it anew)" same_again
for quiz in quizzes/*.json quizzes/*.csv; do check "$quiz passes verify" passes_verify "$quiz"; done
finish

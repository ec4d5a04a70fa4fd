#!/usr/bin/env bash
# Makes outputs of the sample page and of every data case and has other people's programs read them.
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Texts that are no text (a case of bad input) make no output, and nothing of them is read.
make_outputs() { # TEXT NAME
  "$program" text -f json "$1" >"$work/$2.text.json" 2>/dev/null
  "$program" points -f json "$1" >"$work/$2.points.json" 2>/dev/null
  "$program" generate --all -o "$work/$2.quiz.json" -o "$work/$2.csv" "$1" 2>/dev/null
  "$program" generate -f jsonl "$1" >"$work/$2.set.quiz.jsonl" 2>/dev/null
  find "$work" -name "$2.*" -empty -delete
}

for text in data/articles/*.txt; do make_outputs "$text" "article-$(basename "$text" .txt)"; done
for folder in tests/cases/*/*/; do
  [ ! -f "$folder/input.txt" ] || make_outputs "$folder/input.txt" "$(echo "$folder" | tr '/' '-' | sed 's/^tests-cases-//; s/-$//')"
done
"$program" points -f json data/articles/*.txt data/articles/*.txt >"$work/array.points.json" 2>/dev/null
"$program" text -f json data/articles/*.txt data/articles/*.txt >"$work/array.text.json" 2>/dev/null
node tests/readers/read.mjs data/schema "$work"

#!/usr/bin/env bash
# Makes the quiz sets of data/articles: make-quizzes.sh PROGRAM FOLDER
set -eu
program=$1
folder=$2
mkdir -p "$folder"
for article in data/articles/*.txt; do
  name=$(basename "$article" .txt)
  # 1: done, with warnings about the text; what the warnings are is seen when the command is run by hand.
  "$program" generate --quiet -o "$folder/$name.json" -o "$folder/$name.csv" -o "$folder/$name.txt" "$article" || [ $? = 1 ]
done

#!/usr/bin/env bash
# Runs each fuzz target on the inputs of the data cases, the sample page, the quiz sets and every past crash, and on
# shortened, changed and random variants of them.
. tests/checks/check.sh

folder=${BUILD:-build}/tests
list_inputs() { # TARGET
  case $1 in
    replay-import_json) find tests/cases tests/fuzz/crashes quizzes -name 'input.json' -o -name '*.json' -path 'quizzes/*' -o -path '*/crashes/*' ;;
    replay-import_csv) find tests/cases tests/fuzz/crashes quizzes -name 'input.csv' -o -name '*.csv' -path 'quizzes/*' -o -path '*/crashes/*' ;;
    replay-import_xlsx) find tests/cases tests/fuzz/crashes tests/fuzz/seeds -name '*.xlsx' -path '*/importer/*' -o -path '*/seeds/*' -o -path '*/crashes/*' ;;
    *) find tests/cases tests/fuzz/crashes data/articles -name 'input.*' -o -name '*.txt' -path 'data/*' -o -path '*/crashes/*' ;;
  esac 2>/dev/null | sort
}
for target in read generate import_json import_csv import_xlsx; do
  mapfile -t inputs < <(list_inputs "replay-$target")
  check "$target: ${#inputs[@]} inputs and their variants" \
    ${WRAPPER:-} "$folder/replay-$target" --variants "${VARIANTS:-20}" "${inputs[@]}"
done
finish

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
    replay-package) find tests/cases tests/fuzz/crashes tests/fuzz/seeds -name '*.xlsx' -path '*/importer/*' -o -name 'package*' -o -path '*/crashes/*' ;;
    replay-blueprint) find tests/cases tests/fuzz/crashes tests/fuzz/seeds -name '*.ini' -o -path '*/crashes/*' ;;
    replay-ngrams) find tests/fuzz/crashes tests/fuzz/seeds -name 'ngrams*' -o -path '*/crashes/*' ;;
    replay-input) find tests/cases tests/fuzz/crashes tests/fuzz/seeds -name '*.jsonl' -o -name '*.txt' -path '*/cases/reader/*' -o -path '*/crashes/*' ;;
    *) find tests/cases tests/fuzz/crashes data/articles -name 'input.*' -o -name '*.txt' -path 'data/*' -o -path '*/crashes/*' ;;
  esac 2>/dev/null | sort
}
for target in read generate import_json import_csv import_xlsx package blueprint ngrams input; do
  mapfile -t inputs < <(list_inputs "replay-$target")
  check "$target: ${#inputs[@]} inputs and their variants" \
    ${WRAPPER:-} "$folder/replay-$target" --variants "${VARIANTS:-20}" --noise "${VARIANTS:-20}" "${inputs[@]}"
done

# Cut short at every byte, and each byte changed. KAODIAN_TEST_LONG: of more files, and ten thousand of noise.
cut_everywhere() { # TARGET MOST-FILES NOISE
  local inputs
  mapfile -t inputs < <(list_inputs "replay-$1" | xargs -d '\n' stat -c '%s %n' 2>/dev/null |
    sort -n | awk '$1 > 200' | cut -d' ' -f2- | head -n "$2")
  check "$1: ${#inputs[@]} inputs cut short and changed at every byte, $3 of noise" \
    "$folder/replay-$1" --every --noise "$3" "${inputs[@]}"
}
if [ -z "${WRAPPER:-}" ] && [ "${VARIANTS:-20}" -gt 1 ]; then
  if [ -n "${KAODIAN_TEST_LONG:-}" ]; then
    for target in read generate import_json import_csv import_xlsx package blueprint ngrams input; do cut_everywhere $target 40 10000; done
  else
    cut_everywhere read 40 2000
    cut_everywhere generate 2 50
    for target in import_json import_csv; do cut_everywhere $target 1 100; done
    for target in blueprint ngrams input; do cut_everywhere $target 3 500; done
  fi
fi
finish

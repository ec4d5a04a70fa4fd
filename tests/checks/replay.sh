#!/usr/bin/env bash
# Runs each fuzz target on the inputs of the data cases, the sample page and every past crash, and on shortened, changed and
# random variants of them.
. tests/checks/check.sh

folder=${BUILD:-build}/tests
mapfile -t inputs < <(find tests/cases tests/fuzz/crashes data/articles -type f \
  \( -name 'input.*' -o -path '*/crashes/*' -o -path 'data/*' \) 2>/dev/null | sort)
for target in "$folder"/replay-*; do
  [ -x "$target" ] && [ -f "$target" ] || continue
  check "$(basename "$target"): ${#inputs[@]} inputs and their variants" \
    ${WRAPPER:-} "$target" --variants "${VARIANTS:-20}" "${inputs[@]}"
done
finish

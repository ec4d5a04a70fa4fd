#!/usr/bin/env bash
# Every rule by which key points are found is shown by a data case, and what the cases show are rules of the table.
. tests/checks/check.sh

list_rules() { sed -n 's/^RULE([A-Z_]*, \([a-z]*\), "\([a-z-]*\)".*/\1 \2/p' src/model/rules.def | sort; }
list_shown() {
  cat tests/cases/extractor/*/explain.json | sed -n -e 's/.*"detector":[[:space:]]*"\([^"]*\)".*/D \1/p' \
    -e 's/.*"rule":[[:space:]]*"\([^"]*\)".*/R \1/p' | awk '$1 == "D" { d = $2 } $1 == "R" { print d, $2 }' | sort -u
}
list_plugins() { sed -n 's/^DETECTOR(\([a-z]*\))/\1/p' src/extractor/detectors.def | sort; }

has_rules() { [ "$(list_rules | wc -l)" -gt 30 ]; }
check "the table of rules is read" has_rules
check_none "rules that no case shows" comm -23 <(list_rules) <(list_shown)
check_none "rules of the cases that the table does not have" comm -13 <(list_rules) <(list_shown)
check_none "detectors without a rule" comm -23 <(list_plugins) <(list_rules | cut -d ' ' -f 1 | sort -u)
check_none "one name for two rules of a detector" uniq -d <(list_rules)
finish

#!/usr/bin/env bash
# Messages, manual pages and completion: complete, and of one mind with --help.
. tests/checks/check.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
COMMANDS="generate points text export verify"

# --- messages

extract_messages() {
  xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --keyword=FINDING:3 --language=C \
    -o "$work/kaodian.pot" $(grep -v '^#' data/po/POTFILES)
}
check_form() { msgfmt --check -o /dev/null data/po/zh_CN.po; }
list_fuzzy() { msgattrib --only-fuzzy --no-obsolete data/po/zh_CN.po; }
list_untranslated() { msgattrib --untranslated --no-obsolete data/po/zh_CN.po; }
covers_sources() { msgcmp data/po/zh_CN.po "$work/kaodian.pot"; }
list_unlisted_files() {
  local file
  grep -lE '\b(_|N_|ngettext)\("' -r src --include='*.c' --include='*.h' | while read -r file; do
    grep -qxF "$file" data/po/POTFILES || echo "$file has messages and is not in data/po/POTFILES"
  done
}
check "messages can be taken from the sources" extract_messages
check "zh_CN.po is well formed" check_form
check_none "nothing fuzzy" list_fuzzy
check_none "nothing untranslated" list_untranslated
check "all messages of the sources are translated" covers_sources
check_none "all files with messages are listed" list_unlisted_files

# --- options

options_of_help() { # COMMAND or nothing
  build/kaodian ${1:+"$1"} --help | grep -oE -- '(^| )--[a-z][a-z-]*' | tr -d ' ' | sort -u
}
options_of_manual() { # FILE COMMAND: the options of the section that the command has
  sed -e 's/\\-/-/g' -e 's/\\&//g' "$1" | awk -v c="$2" '
    /^\.S[SH] / { inside = ($0 ~ "^\\.SS .*kaodian " c) || (c == "all") || ($0 ~ /^\.SS .*(Common|共用)/ && c != "none") }
    inside' | grep -oE -- '--[a-z][a-z-]*' | sort -u
}
options_of_completion() { # COMMAND
  # shellcheck disable=SC1091
  bash -c '. data/completion/kaodian
    COMP_WORDS=(kaodian '"$1"' --); COMP_CWORD=2; COMP_LINE="kaodian '"$1"' --"; _kaodian
    printf "%s\n" "${COMPREPLY[@]}"' | sed 's/ $//; s/=$//' | grep '^--' | sort -u
}
list_all_options() { for c in $COMMANDS; do options_of_help "$c"; done | sort -u; }
compare_manual() { # FILE
  diff <(list_all_options) <(options_of_manual "$1" all | grep -vx -- '--version')
}
compare_completion() { diff <(options_of_help "$1") <(options_of_completion "$1"); }
completes_commands() {
  local words
  words=$(bash -c '. data/completion/kaodian
    COMP_WORDS=(kaodian ""); COMP_CWORD=1; _kaodian; printf "%s\n" "${COMPREPLY[@]}"' | sed 's/ $//' | grep -v '^-' | sort | xargs)
  [ "$words" = "$(printf '%s\n' $COMMANDS | sort | xargs)" ] || { echo "$words"; return 1; }
}
manual_warnings() { # FILE
  LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null
}
names_commands() { local c; for c in $COMMANDS; do grep -q "kaodian $c" "$1" || { echo "$c is missing"; return 1; }; done; }
names_kinds() {
  local kind
  for kind in $(sed -n '/names\[KD_POINT_KINDS\]/,/};/s/.*= "\([a-z]*\)".*/\1/p' src/model/point.c); do
    grep -qw "$kind" "$1" || { echo "$kind is missing"; return 1; }
  done
}
list_formats() { build/kaodian export --list | awk -F'\t' 'NF > 2 { print $1 }'; }
names_formats() { # FILE
  local name text
  text=$(sed -e 's/\\-/-/g' "$1")
  for name in $(list_formats); do
    grep -qE "(^|[^a-z0-9-])$name([^a-z0-9-]|\$)" <<<"$text" || { echo "$name is missing"; return 1; }
  done
}
for page in data/man/kaodian.1 data/man/zh_CN/kaodian.1; do
  check_none "$page: no warning of man" manual_warnings $page
  check "$page: the options of --help" compare_manual $page
  check "$page: the commands" names_commands $page
  check "$page: the kinds of points" names_kinds $page
  check "$page: the formats" names_formats $page
done
for page in README.md README.zh-CN.md data/completion/kaodian; do check "$page: the formats" names_formats $page; done
check "completion of commands" completes_commands
for c in $COMMANDS; do check "completion of the options of $c" compare_completion "$c"; done

finish

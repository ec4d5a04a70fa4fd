#!/usr/bin/env bash
# Checks on the sources: who includes whom, sizes, banned calls, dead functions, formatting, tables.
. tests/checks/check.sh

SOURCES=$(find src -name '*.[ch]' | sort)
TESTS=$(find tests \( -name '*.[ch]' -o -name '*.cc' \) -not -path '*/node_modules/*' | sort)
HEADERS=$(printf '%s\n' $SOURCES | grep '\.h$')

# The function definitions of a file, one a line: FILE:LINE NAME LINES PARAMETERS. Relies on the format that
# clang-format gives them: they begin in the first column, their braces stand there alone.
list_functions() {
  awk '
    FNR == 1 { head = ""; inside = 0 }
    /^[A-Za-z_].*\(/ && !inside && !/^(#|typedef|struct|enum|G_DEFINE|G_STATIC)/ { head = ""; start = FNR; open = 1 }
    open { head = head " " $0 }
    open && /;[ \t]*$/ { open = 0 }
    open && / = |=$/ { open = 0 }
    /^\{$/ && open { open = 0; inside = 1; body = FNR
      sub(/\)[^)]*$/, "", head); name = head; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name)
      args = substr(head, index(head, "(") + 1)
      while (gsub(/\([^()]*\)/, "", args)) continue
      n = args ~ /^[ \t]*(void)?[ \t]*$/ ? 0 : gsub(/,/, ",", args) + 1
      line = start }
    /^\}/ && inside { inside = 0; print FILENAME ":" line, name, FNR - body - 1, n }
  ' "$@"
}
FUNCTIONS=$(list_functions $SOURCES $TESTS)

allowed_folders() { # of a folder of src
  case $1 in
    base) echo base ;;
    model) echo "base model" ;;
    tools) echo "base model reader extractor builder tools" ;;
    app | .) echo "base model reader extractor builder selector exporter importer app" ;;
    *) echo "base model $1" ;;
  esac
}

find_foreign_includes() {
  local file folder other
  for file in $SOURCES; do
    folder=$(dirname "${file#src/}")
    grep -o '^#include "[^"]*"' "$file" | cut -d'"' -f2 | while read -r header; do
      other=$(dirname "$header")
      case " $(allowed_folders "$folder") . " in
        *" $other "*) ;;
        *) echo "$file includes $header" ;;
      esac
      [ -f "src/$header" ] || [ -f "build/$header" ] || echo "$file includes $header, which is not there"
    done
  done
}

compile_headers_alone() {
  local flags header
  flags=$(pkg-config --cflags glib-2.0 gio-2.0 libcjson xlsxwriter pangocairo)
  for header in $HEADERS; do
    # shellcheck disable=SC2086
    printf '#include "%s"\n' "${header#src/}" |
      "$1" -std=gnu17 -Wall -Wextra -Werror -Wno-unused-function -Isrc $flags -DG_LOG_DOMAIN='"x"' -DKD_VERSION='"0"' \
        -fsyntax-only -x c - || echo "$header does not compile alone with $1"
  done
}

find_ownerless_headers() {
  local header
  for header in $HEADERS; do
    [ "$(head -n 1 "$header")" = '#pragma once' ] || echo "$header: no #pragma once in the first line"
    sed -n 2p "$header" | grep -q '^/\* ' || echo "$header: no comment that says what it owns"
  done
}

find_long_files() { wc -l $SOURCES $TESTS | awk '$2 != "total" && $1 > 900 { print $2 ": " $1 " lines" }'; }
find_long_functions() { printf '%s\n' "$FUNCTIONS" | awk '$3 > 100 { print $1, $2 ": " $3 " lines" }'; }
find_many_parameters() { printf '%s\n' "$FUNCTIONS" | awk '$4 > 5 { print $1, $2 ": " $4 " parameters" }'; }

# A pattern in the code, comments and strings left out.
grep_code() {
  local pattern=$1 file
  shift
  for file in "$@"; do
    sed -e 's/"\([^"\\]\|\\.\)*"/""/g' -e 's://.*::' -e 's:/\*.*\*/::' -e 's:^ \*.*::' -e 's:/\*.*::' "$file" |
      grep -nE "$pattern" | sed "s|^|$file:|"
  done
}

BANNED='\b(strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|strtok_r|atoi|atol|atof|gets|system|popen|mktemp|tmpnam|tempnam|alloca|setjmp|longjmp|rand|srand|random|time|localtime|g_random_[a-z_]*|g_rand_[a-z_]*|g_get_real_time|g_date_time_new_now[a-z_]*|g_utf8_collate[a-z_]*|strcoll)[[:space:]]*\('
find_banned_calls() { grep_code "$BANNED" $SOURCES; }
find_gotos() { grep_code '\bgoto\b' $SOURCES $TESTS; }
find_fixed_buffers() { grep_code '\b(char|gchar|guint8|guchar) [a-z_]+\[([0-9]+|[A-Z_]+)\]' $SOURCES; }
find_prints() {
  grep_code '\b(printf|fprintf|puts|fputs|putchar|vprintf|vfprintf|perror|exit|_exit|abort|g_print|g_printerr|g_message|g_warning)[[:space:]]*\(' \
    $(printf '%s\n' $SOURCES | grep -v '^src/app/\|^src/main.c\|^src/tools/')
}

# Extern functions that no other file calls, but for those of the public header; inline functions that no
# file calls.
find_lonely_functions() {
  local api=src/kaodian.h name callers bodies
  [ -f $api ] || api=/dev/null
  bodies=$(printf '%s\n' "$FUNCTIONS" | awk '{ print $2 }')
  cat $HEADERS | sed 's:/\*.*::; /^ \*/d' | grep -oE '\bkd_[a-z0-9_]+\(' | tr -d '(' | sort -u | while read -r name; do
    grep -qw "$name" $api && continue
    # Called by name through a macro.
    grep -qE "^(G_DEFINE_AUTO|#define).*\b$name\b" $HEADERS && continue
    callers=$(grep -lw "$name" $(printf '%s\n' $SOURCES $TESTS | grep '\.c$') | wc -l)
    if grep -qE "^static inline.*\b$name\(" $HEADERS; then
      [ "$callers" -ge 1 ] || echo "$name is not called"
    elif ! printf '%s\n' "$bodies" | grep -qx "$name"; then
      echo "$name is declared and not defined"
    elif [ "$callers" -le 1 ]; then
      echo "$name is not called outside its own file: make it static or drop it"
    fi
  done
}

find_missing_plugin_files() {
  local table
  for table in src/extractor/detectors src/builder/builders src/exporter/exporters; do
    [ -f $table.def ] || continue
    grep -oE '^[A-Z]+\([a-z0-9_]+' $table.def | sed 's/.*(//' | while read -r name; do
      [ -f "$(dirname $table)/$name.c" ] || echo "$table.def names $name, which has no file"
    done
  done
}

find_unlisted_cues() {
  local file
  for file in data/cues/*.txt; do
    grep -q "<file>${file#data/}</file>" data/kaodian.gresource.xml || echo "$file is not in data/kaodian.gresource.xml"
  done
  for name in $(grep -ohE 'kd_cues_get\([^"]*"[^"]+"' $SOURCES | cut -d'"' -f2 | sort -u); do
    [ -f "data/cues/$name.txt" ] || echo "data/cues/$name.txt is looked up and not there"
  done
  for file in data/cues/*.txt; do
    name=$(basename "$file" .txt)
    grep -qF "\"$name\"" $SOURCES tests/*.c || echo "$file is never looked up"
  done
}

find_doubled_cues() {
  local file
  for file in data/cues/*.txt; do
    grep -v '^#' "$file" | cut -f1 | sort | uniq -d | sed "s|^|$file: twice: |"
  done
}

find_unformatted() { clang-format --dry-run $SOURCES $TESTS 2>&1 | grep -E 'warning:|error:|not found' | head -n 20; }

# Words that have no place in the project: paths of a machine, marks of unfinished work.
find_foreign_words() {
  grep -rnIE '/(home|root|Users)/[a-z]|/work/|\b(TODO|FIXME|XXX|HACK)\b' . --exclude-dir=node_modules --exclude-dir=.git \
    --exclude-dir='build*' --exclude-dir=articles --exclude-dir=cases --exclude=lint.sh --exclude=.git
}

find_top_level_strangers() {
  ls | grep -vxE 'src|quizzes|data|tests|build\.sh|meson\.build|README\.md|README\.zh-CN\.md|LICENSE|build(-[a-z0-9]+)?'
}

has_sources() { [ "$(printf '%s\n' $SOURCES | wc -l)" -gt 50 ] && [ -n "$HEADERS" ] && [ -n "$FUNCTIONS" ]; }
check "there are sources to look at" has_sources
check_none "stages include base, model and themselves only" find_foreign_includes
check_none "each header compiles alone (gcc)" compile_headers_alone gcc
check_none "each header compiles alone (clang)" compile_headers_alone clang
check_none "each header says what it owns" find_ownerless_headers
check_none "no file above 900 lines" find_long_files
check_none "no function above 100 lines" find_long_functions
check_none "no function with more than five parameters" find_many_parameters
check_none "no banned call" find_banned_calls
check_none "no goto" find_gotos
check_none "no fixed character buffer" find_fixed_buffers
check_none "only app prints or exits" find_prints
check_none "every extern function is called from another file" find_lonely_functions
check_none "every row of a plug-in table has a file" find_missing_plugin_files
check_none "every cue table is listed, and looked up" find_unlisted_cues
check_none "no cue twice in a table" find_doubled_cues
check_none "formatted" find_unformatted
check_none "no foreign words" find_foreign_words
check_none "nothing else at the top level" find_top_level_strangers

printf '%s\n' "$FUNCTIONS" | grep '^src/' | awk '{ print $3 }' | sort -n | awk '
  { lines[NR] = $1 } END { printf "functions: %d, median %d lines, longest %d\n", NR, lines[int((NR + 1) / 2)], lines[NR] }'
finish

#!/usr/bin/env bash
# Same input, options and seed: same bytes, by gcc's and clang's build, in any locale and time zone.
. tests/checks/check.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
article=data/articles/theory-page-2024-06.txt

# Locales that the machine has not are made here.
make_locales() {
  local name
  mkdir -p "$work/locales"
  for name in zh_CN.UTF-8 zh_CN.GB18030 tr_TR.UTF-8 de_DE.UTF-8; do
    localedef --no-archive -i "${name%%.*}" -f "${name#*.}" "$work/locales/$name" >/dev/null 2>&1 || true
  done
  ls "$work/locales"
}

print_all() { # PROGRAM
  "$1" text -f json $article
  "$1" points -f json $article
  "$1" points $article
  "$1" generate --seed 3 -f json $article
  "$1" generate --seed 3 -f csv $article
  "$1" generate --seed 3 -f text $article
  "$1" generate --all -f json $article
} 2>/dev/null

print_all build/kaodian >"$work/first"

same_as_first() { print_all build/kaodian | cmp - "$work/first"; }
same_in_locale() { LOCPATH="$work/locales" LC_ALL=$1 same_as_first; }
same_by_clang() { print_all build-clang/kaodian | cmp - "$work/first"; }
same_in_time_zone() { TZ=$1 same_as_first; }
same_with_other_random_version() { G_RANDOM_VERSION=2.0 G_SLICE=always-malloc same_as_first; }
# Several texts, one after the other and at the same time.
same_with_jobs() {
  local i
  for i in $(seq 8); do sed -n "$((i * 8 - 7)),$((i * 8))p" $article >"$work/part$i.txt"; done
  build/kaodian generate -f jsonl --jobs 1 "$work"/part*.txt >"$work/jobs1" 2>/dev/null
  build/kaodian generate -f jsonl --jobs 4 "$work"/part*.txt 2>/dev/null | cmp - "$work/jobs1" && [ "$(wc -l <"$work/jobs1")" = 8 ]
}
has_much() { [ "$(wc -c <"$work/first")" -gt 20000 ]; }

check "there is something to compare" has_much
check "twice" same_as_first
check "gcc and clang" same_by_clang
for name in C C.UTF-8 $(make_locales); do check "locale $name" same_in_locale "$name"; done
check "time zone" same_in_time_zone Asia/Shanghai
check "GLib's environment" same_with_other_random_version
check "one job and four" same_with_jobs
finish

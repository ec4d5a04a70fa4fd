#!/usr/bin/env bash
# The guides: their examples are true, they show the same commands, their links lead somewhere, they name only options that
# there are.
. tests/checks/check.sh

same_output() { tests/tools/guides.sh "$1" | diff "$1" - | head -n 20; [ "${PIPESTATUS[1]}" = 0 ]; }
same_commands() { diff <(grep '^\$ ' README.md) <(grep '^\$ ' README.zh-CN.md); }
list_dead_links() { # GUIDE
  grep -oE '\]\([^)#]+\)' "$1" | sed 's/^](//; s/)$//' | while read -r target; do
    [ -e "$(dirname "$1")/$target" ] || echo "$target"
  done
}
list_options() { for c in generate points text export verify; do build/kaodian $c --help; done | grep -oE -- '--[a-z][a-z-]*' | sort -u; }
list_unknown_options() {
  sed '/^```sh/,/^```/d' "$1" | grep -oE -- '(^|[ `(、])--[a-z][a-z-]*' | grep -oE -- '--[a-z-]+' | sort -u |
    grep -vxF -f <(list_options; echo --version)
}
list_unnamed_options() { list_options | while read -r o; do grep -qF -- "$o" "$1" || echo "$o"; done | grep -vxE -- '--(help|verbose|quiet|output|format)'; }
list_verbs_missing() { ./build.sh help | sed -n 's/^  \([a-z]*\) .*/\1/p' | while read -r v; do declare -f -F "verb_$v" >/dev/null || grep -q "^verb_$v()" build.sh || echo "$v"; done; }
list_verbs_unlisted() { sed -n 's/^verb_\([a-z]*\)().*/\1/p' build.sh | while read -r v; do ./build.sh help | grep -q "^  $v " || echo "$v"; done; }

for guide in README.md README.zh-CN.md; do
  check "$guide: the examples come out as shown (./build.sh bless renews them)" same_output $guide
  check_none "$guide: no option that there is not" list_unknown_options $guide
  check_none "$guide: all options but the everyday ones" list_unnamed_options $guide
done
for guide in README.md README.zh-CN.md src/README.md tests/README.md; do check_none "$guide: links" list_dead_links $guide; done
check "both guides show the same commands" same_commands
check_none "every verb that build.sh lists is there" list_verbs_missing
check_none "every verb that is there is listed" list_verbs_unlisted
finish

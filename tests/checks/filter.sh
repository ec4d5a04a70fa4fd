#!/usr/bin/env bash
# generate --input jsonl -f jsonl as a filter: a line out for a line in, before the next is read, in memory that does
# not grow; and run as the guides say by GNU parallel, as an array of jobs and behind Spark's pipe().
. tests/checks/check.sh

program=$PWD/build/kaodian
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
filter() { "$program" generate -q --all --input jsonl -f jsonl -o - -; }

# Documents FIRST to LAST, a line each.
documents() {
  local i
  for ((i = $1; i <= $2; i++)); do
    printf '{"id":"d%d","text":"第%d期学习材料\\n一、健全组织\\n要健全村级组织、壮大集体经济、完善服务平台。全面推行“一站办理%d”，把服务送到群众门口。到2025年，全县建成服务站%d个。"}\n' \
      "$i" "$i" "$i" $((i + 100))
  done
}

# ask LINE: the filter's answer to a line, within ten seconds and before it gets another.
ask() {
  printf '%s\n' "$1" >&"${FILTER[1]}"
  IFS= read -r -t 10 ANSWER <&"${FILTER[0]}" || ANSWER="no answer"
}

peak() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$FILTER_PID/status"; }

answers_one_by_one() {
  local i line
  for i in 1 2 3; do
    ask "$(documents $i $i)"
    [[ $ANSWER == '{"format":"kaodian-quiz/1","id":"d'$i'"'* ]] || { echo "document $i: $ANSWER"; return 1; }
  done
}

refuses_and_goes_on() { # WHAT LINE
  ask "$2"
  [[ $ANSWER == '{"id":"'*'","error":"'*'"}' ]] || { echo "$1: $ANSWER"; return 1; }
  ask "$(documents 7 7)"
  [[ $ANSWER == *'"id":"d7"'* ]] || { echo "behind $1: $ANSWER"; return 1; }
}

refuses_long_line() {
  local line
  { printf '{"id":"long","text":"' && head -c 200000000 /dev/zero | tr '\0' a && printf '"}\n'; } >&"${FILTER[1]}"
  IFS= read -r -t 60 ANSWER <&"${FILTER[0]}"
  [[ $ANSWER == *'"error":"the line is longer than 64 MB"}' ]] || { echo "$ANSWER"; return 1; }
}

keeps_its_size() {
  local before after
  before=$(peak)
  documents 100 399 >"$work/many"
  while IFS= read -r line; do ask "$line"; done <"$work/many"
  after=$(peak)
  [ $((after - before)) -lt 4096 ] || { echo "from $before to $after kB"; return 1; }
}

# Ends the filter; ENDED is its status.
end_filter() {
  local pid=$FILTER_PID
  exec {FILTER[1]}>&-
  ENDED=0
  wait "$pid" || ENDED=$?
}

coproc FILTER { filter 2>/dev/null; }
check "answers a line before it gets the next" answers_one_by_one
check "keeps its size" keeps_its_size
end_filter
check "ends with 0" test $ENDED = 0
coproc FILTER { filter 2>/dev/null; }
check "no JSON" refuses_and_goes_on "no JSON" '{"id":"x"'
check "bad UTF-8" refuses_and_goes_on "bad UTF-8" $'{"id":"x","text":"\xE5\x85"}'
check "empty text" refuses_and_goes_on "empty text" '{"id":"x","text":""}'
check "blank text" refuses_and_goes_on "blank text" '{"id":"x","text":" \n \n"}'
check "no text" refuses_and_goes_on "no text" '{"id":"x"}'
check "no id" refuses_and_goes_on "no id" '{"text":"甲是乙。"}'
check "a text that is a number" refuses_and_goes_on "number" '{"id":"x","text":1}'
check "no object" refuses_and_goes_on "no object" '["甲"]'
check "a key twice" refuses_and_goes_on "twice" '{"id":"x","id":"y","text":"甲是乙。"}'
check "half a surrogate pair" refuses_and_goes_on "half" '{"id":"x","text":"\ud800"}'
check "a NUL" refuses_and_goes_on "NUL" '{"id":"x","text":"\u0000"}'
check "nested deeply" refuses_and_goes_on "depth" "$(printf '[%.0s' {1..5000})"
check "a line of 200 MB" refuses_long_line
end_filter
check "ends with 1" test $ENDED = 1

# --- over many machines ---

documents 1 60 >"$work/in.jsonl"
printf '{"id":"空","text":""}\n' >>"$work/in.jsonl"
documents 61 90 >>"$work/in.jsonl"
filter <"$work/in.jsonl" >"$work/one.jsonl" 2>/dev/null

same_lines() { [ "$(wc -l <"$work/in.jsonl")" = "$(wc -l <"$work/one.jsonl")" ]; }
check "a line out for a line in" same_lines

# What the guides say to run, in a folder with the texts and with the program on the path. It makes bad lines, too.
block_of() { # GUIDE WORD
  awk -v word="$2" '/^```(sh|python)$/ { block = ""; inside = 1; next }
    /^```/ { if (inside && index(block, word)) printf "%s", block; inside = 0 }
    inside { block = block $0 "\n" }' "$1"
}
guided() { # COMMAND: prints how it ended
  (cd "$work" && PATH=$PWD/bin:$PATH sh -c "$1" 2>/dev/null) || [ $? = 1 ] || echo "ended with $?"
}
mkdir "$work/bin"
ln -s "$program" "$work/bin/kaodian"
mv "$work/in.jsonl" "$work/texts.jsonl"
(cd "$work" && kaodian() { "$program" "$@"; } && kaodian generate --input jsonl -f jsonl -o whole.jsonl - <texts.jsonl 2>/dev/null)

by_parallel() { # GUIDE
  rm -f "$work/quizzes.jsonl"
  guided "$(block_of "$1" parallel)"
  cmp "$work/whole.jsonl" "$work/quizzes.jsonl"
}
by_small_blocks() {
  parallel --pipe -k -j 2 -N 7 "$program" generate --input jsonl -f jsonl -o - - <"$work/texts.jsonl" 2>/dev/null |
    cmp "$work/whole.jsonl" -
}
by_array() { # GUIDE
  local task
  rm -f "$work"/quizzes-*
  for task in 0 1 2; do
    SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=3 guided "$(block_of "$1" SLURM)"
  done
  cmp <(sort "$work/whole.jsonl") <(sort "$work"/quizzes-*.jsonl)
}
# Spark gives the command, split as a shell splits it, the lines of each partition, and fails at a status that is not 0.
by_spark() { # GUIDE
  local command part
  command=$(block_of "$1" textFile | sed -n 's/.*pipe("\(.*\)", checkCode.*/\1/p')
  split -n l/4 "$work/texts.jsonl" "$work/partition-"
  for part in "$work"/partition-*; do
    (PATH=$work/bin:$PATH && eval "$command" <"$part" 2>/dev/null) || echo "ended with $?" >&2
  done | cmp "$work/whole.jsonl" -
}
for guide in README.md README.zh-CN.md; do
  check "$guide: GNU parallel" by_parallel $guide
  check "$guide: an array of three jobs" by_array $guide
  check "$guide: Spark" by_spark $guide
done
check "GNU parallel, seven lines at a time" by_small_blocks

# Who reads one line and goes away does not leave the filter at work.
stops_with_its_reader() {
  local statuses
  for _ in 1 2 3 4 5; do cat "$work/texts.jsonl"; done | filter 2>"$work/errors" | head -n 1 >/dev/null
  statuses=("${PIPESTATUS[@]}")
  [ "${statuses[1]}" = 2 ] || { echo "status ${statuses[1]}"; return 1; }
}
check "stops with its reader" stops_with_its_reader
finish

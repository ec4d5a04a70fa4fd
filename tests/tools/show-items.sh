#!/usr/bin/env bash
# Shows the first item of each type of a quiz set in readable text, with its answer: show-items.sh QUIZ.txt
set -eu
awk '
  FNR == 1 { pass++ }
  /^参考答案与解析/ { in_key = 1 }
  pass == 1 && in_key && /^[0-9]+\.( |$)/ { n = number($0); key[n] = substr($0, length(n) + 3); next }
  pass == 1 && in_key && /^   / { key[n] = key[n] "\n" $0 }
  pass == 2 && FNR == 1 { in_key = 0 }
  pass == 2 && !in_key && /^(一|二|三|四|五|六|七|八|九|十)、/ {
    label = substr($0, index($0, "、") + length("、"))
    sub(/（.*/, "", label)
    taken = 0 }
  pass == 2 && !in_key && /^[0-9]+\.( |$)/ {
    show()
    n = number($0)
    if (label != "" && !taken) { taken = 1; shown = n; text = "［" label "］" substr($0, length(n) + 3) } else shown = "" }
  pass == 2 && !in_key && /^   / && shown != "" { text = text "\n" $0 }
  END { show() }
  function number(line) { return substr(line, 1, index(line, ".") - 1) }
  function show() { if (shown != "") { print text; print "   答案：" key[shown]; print ""; shown = "" } }
' "$1" "$1"

#!/usr/bin/env bash
# Scores text repair, key points and items with the scripts and texts of ../shared.
# usage: eval.sh PROGRAM SHARED
set -eu
program=$1
shared=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Means over JSON objects, one a line: every number by its name; counts (n_…) are summed.
mean_of() {
  tr -d '{}" ' | awk -F, '
    { for (i = 1; i <= NF; i++) { split($i, pair, ":"); if (pair[2] != "null" && pair[2] != "") {
        if (!(pair[1] in n)) order[++k] = pair[1]
        sum[pair[1]] += pair[2]; n[pair[1]]++ } } }
    END { for (i = 1; i <= k; i++) printf "  %-16s %s\n", order[i],
            order[i] ~ /^n_|^spaces|^half/ ? sum[order[i]] : sprintf("%.4f", sum[order[i]] / n[order[i]]) }'
}

# One text, damaged with one seed: its scores as one line.
score_damaged() { # TEXT SEED OPTION… of damage.py
  local text=$1 seed=$2 page
  shift 2
  page=$(mktemp -d "$work/page-XXXXXX")
  python3 "$shared/eval/damage.py" --seed "$seed" "$@" --truth "$page/truth.json" "$text" >"$page/page.txt" 2>/dev/null || return 0
  "$program" text -f json "$page/page.txt" >"$page/repaired.json" 2>/dev/null || true
  python3 "$shared/eval/score_text.py" "$page/truth.json" "$page/repaired.json" >"$page/score"
}
export -f score_damaged
export program shared work

SEEDS=10
score_repair() { # OPTION… of damage.py
  local text seed
  for text in "$shared"/texts/*.txt; do
    for seed in $(seq $SEEDS); do printf '%s\0%s\0' "$text" "$seed"; done
  done | xargs -0 -n 2 -P "$(nproc)" bash -c 'score_damaged "$2" "$3" $1' score "$*"
  cat "$work"/page-*/score >"$work/scores"
  rm -r "$work"/page-*
  echo "text repair, damage.py ${*:-without options}, $(wc -l <"$work/scores") pages (means; counts are sums):"
  mean_of <"$work/scores"
}

# The annotated texts by their place in the alphabet: rules are made on the odd half, the even half only measures.
link_halves() {
  local gold half=odd
  mkdir -p "$work/halves/gold" "$work/halves/odd" "$work/halves/even"
  for gold in "$shared"/gold/*.json; do
    ln -s "$(realpath "$gold")" "$work/halves/gold"
    ln -s "$(realpath "$gold")" "$work/halves/$half"
    [ $half = odd ] && half=even || half=odd
  done
}

score_points() {
  local text
  mkdir "$work/points"
  for text in "$shared"/texts/*.txt; do
    "$program" points -f json "$text" >"$work/points/$(basename "$text" .txt).json" 2>/dev/null || true
  done
  local half
  link_halves
  for half in gold odd even; do
    echo "key points against gold, $(ls "$work/halves/$half"/*.json | wc -l) texts ($half):"
    python3 "$shared/eval/score_points.py" "$work/halves/$half" "$work/points" | sed 's/^/  /'
  done
  echo "how often a point of a confidence is right:"
  python3 "$(dirname "$0")/confidence.py" "$shared/eval/score_points.py" "$shared/gold" "$work/points" | sed 's/^/  /'
}

score_items() { # LABEL OPTION… of generate
  local text label=$1
  shift
  echo "items, generate $label:"
  for text in "$shared"/texts/*.txt; do
    "$program" generate "$@" -f json "$text" >"$work/quiz.json" 2>/dev/null || true
    printf '  %-24s ' "$(basename "$text" .txt)"
    python3 "$shared/eval/lint_quiz.py" --gold "$shared/gold/$(basename "$text" .txt).json" "$work/quiz.json" "$text" 2>/dev/null ||
      echo "not scored"
  done
}

# The official documents give far more single-choice items than the texts.
score_blind() {
  local text quiz pairs=()
  mkdir "$work/blind"
  for text in "$shared"/corpus/official/*.txt; do
    quiz=$work/blind/$(basename "$text" .txt).json
    "$program" generate --all -o "$quiz" "$text" 2>/dev/null || true
    [ -s "$quiz" ] && pairs+=("$quiz=$text")
  done
  echo "single-choice items of corpus/official, answered without the text and with it:"
  python3 "$(dirname "$0")/blind.py" --all "${pairs[@]}" | sed 's/^/  /'
}

score_repair
score_repair --rough
score_repair --interleave
score_repair --rough --interleave
score_points
score_items "with its defaults"
score_items --all --all
score_blind

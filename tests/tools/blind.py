#!/usr/bin/env python3
"""Can single-choice items be answered without the text? Two solvers that were fixed before any item was made for them.

usage: blind.py [--single N | --all] [-v] QUIZ.json=TEXT…

The blind solver sees an item alone. Four rules of thumb vote, each for the options that it likes best; options that it
likes equally well share its vote, and a rule that likes all of them equally well does not vote. The option with most
votes is chosen, and where several have as many, each of them in equal parts, so that a score needs no dice:

  longest   most letters
  stem      most different characters in common with the stem
  company   most different characters in common with the other options, on average
  odd       furthest from the other options in length and in shape: digits, quotation marks, 的, a list, and the
            characters at both ends

The oracle has the text: it chooses the option with which the words around the gap, as far as twelve letters on either
side go inside the sentence (or the clause), stand in the text; it must find one alone.

Prints how many items there were, what each rule scores by itself, what the ensemble scores and what chance would, in
percent. --single N: N items spread evenly over all (those of one text lie side by side); --all: every one, the default.
-v names the items at which the oracle fails. Exit status 1 where it fails at any.
"""
import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict

GAP = "（　）"
REACH = 12


def letters(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text or "") if c.isalnum())


# --- the rules: a list of numbers, one an option; the highest is liked best ---


def longest(stem, options):
    return [len(o) for o in options]


def shares_with_stem(stem, options):
    return [len(set(o) & set(stem)) for o in options]


def shares_with_others(stem, options):
    return [sum(len(set(o) & set(p)) for j, p in enumerate(options) if j != i) for i, o in enumerate(options)]


def shape(text):
    o = letters(text)
    return (any(c.isdigit() for c in o), "“" in text or "《" in text, "的" in o, "、" in text or "，" in text, o[:1], o[-1:])


def odd_one_out(stem, options, texts):
    shapes = [shape(t) for t in texts]
    far = []
    for i, o in enumerate(options):
        length = sum(abs(len(o) - len(p)) for p in options) / max(1, max(map(len, options)))
        looks = sum(a != b for s in shapes for a, b in zip(shapes[i], s)) / len(shapes[i])
        far.append(round(length + looks, 9))
    return far


def votes_of(values):
    """Shares of one vote; none where all are liked equally well."""
    best = [v == max(values) for v in values]
    return [0.0] * len(values) if all(best) else [b / sum(best) for b in best]


def chance_of_hit(votes, right):
    """How likely the choice among those with most votes is right."""
    best = [abs(v - max(votes)) < 1e-9 for v in votes]
    return best[right] / sum(best)


RULES = ("longest", "stem", "company", "odd")


def solve_blind(question):
    texts = [o["text"] for o in question["options"]]
    options = [letters(t) for t in texts]
    right = [bool(o.get("correct")) for o in question["options"]].index(True)
    stem = letters(question["stem"])
    liked = (
        longest(stem, options),
        shares_with_stem(stem, options),
        shares_with_others(stem, options),
        odd_one_out(stem, options, texts),
    )
    votes = [votes_of(v) for v in liked]
    together = [sum(v) for v in zip(*votes)]
    hits = {rule: chance_of_hit(v, right) for rule, v in zip(RULES, votes)}
    hits["ensemble"] = chance_of_hit(together, right)
    hits["chance"] = 1 / len(options)
    return hits


def solve_with_text(question, text):
    """The options with which the words around the gap stand in the text; clauses in front that name a speaker or a time
    which the sentence itself does not name are left off one by one."""
    before, after = question["stem"].split(GAP)[0], question["stem"].split(GAP)[-1]
    clauses = re.split("[，：]", re.split("[。！？；]", before)[-1])
    right = letters(re.split("[。！？；]", after)[0])[:REACH]
    for first in range(len(clauses)):
        left = letters("".join(clauses[first:]))[-REACH:]
        found = [o for o in question["options"] if left + letters(o["text"]) + right in text]
        if found:
            return found
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--single", type=int)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("sets", nargs="+", metavar="QUIZ.json=TEXT")
    options = parser.parse_args()
    items = []
    for pair in options.sets:
        quiz, text = pair.split("=", 1)
        source = letters(open(text, encoding="utf-8").read())
        with open(quiz, encoding="utf-8") as f:
            items += [(q, source) for q in json.load(f)["questions"] if q["type"] == "single"]
    if options.single and options.single < len(items):
        items = [items[i * len(items) // options.single] for i in range(options.single)]
    if not items:
        sys.exit("blind.py: no single-choice items")
    sums, failed = defaultdict(float), 0
    for question, source in items:
        for rule, hit in solve_blind(question).items():
            sums[rule] += hit
        found = solve_with_text(question, source)
        if len(found) != 1 or not found[0].get("correct"):
            failed += 1
            if options.v:
                print("oracle fails:", question["stem"], [o["text"] for o in question["options"]], file=sys.stderr)
    percent = {rule: 100 * total / len(items) for rule, total in sums.items()}
    print(f"n {len(items)}")
    for rule in RULES:
        print(f"{rule:9} {percent[rule]:.1f}")
    above = percent["ensemble"] - percent["chance"]
    print(f"ensemble  {percent['ensemble']:.1f}, chance {percent['chance']:.1f}, above it {above:+.1f}")
    print(f"oracle    {100 * (len(items) - failed) / len(items):.1f}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

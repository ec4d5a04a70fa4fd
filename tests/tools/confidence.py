#!/usr/bin/env python3
"""How often points of a confidence are right: of those given 0.9, nine in ten should be.

usage: confidence.py SCORER GOLD_DIR PREDICTED_DIR
       SCORER is the script that scores points; what it calls a match is one here.

Prints for each kind that has enough points, and for all of them, one line a bin: bin, count, right, share.
"""
import glob
import json
import os
import sys


def load_scorer(path):
    """The functions of the scorer without its last line, which runs it."""
    source = open(path, encoding="utf-8").read().rstrip()
    names = {"__name__": "scorer"}
    exec(compile(source.removesuffix("main()"), path, "exec"), names)
    return names


def points_of(path):
    with open(path, encoding="utf-8") as file:
        return [p for a in json.load(file)["articles"] for p in a["points"]]


def judge(scorer, gold_dir, predicted_dir):
    """(kind, confidence, right) of each predicted point; a gold point serves once, the closest first."""
    for path in sorted(glob.glob(os.path.join(gold_dir, "*.json"))):
        gold, predicted = points_of(path), points_of(os.path.join(predicted_dir, os.path.basename(path)))
        pairs = sorted((scorer["exactness"](g, p), i, k) for i, g in enumerate(gold)
                       for k, p in enumerate(predicted) if scorer["match"](g, p))
        served, right = set(), set()
        for _, i, k in pairs:
            if i not in served and k not in right:
                served.add(i)
                right.add(k)
        for k, p in enumerate(predicted):
            yield p["kind"], p["confidence"], k in right


def main():
    scorer_path, gold_dir, predicted_dir = sys.argv[1:]
    rows = list(judge(load_scorer(scorer_path), gold_dir, predicted_dir))
    print(f"{'kind':12} {'bin':9} {'count':>5} {'right':>5} share")
    for kind in sorted({kind for kind, _, _ in rows}) + ["all"]:
        of_kind = [(c, ok) for k, c, ok in rows if kind in (k, "all")]
        for low in range(10):
            in_bin = [ok for c, ok in of_kind if min(int(c * 10 + 1e-9), 9) == low]
            if len(in_bin) >= 5:
                share = sum(in_bin) / len(in_bin)
                print(f"{kind:12} {low / 10:.1f}–{(low + 1) / 10:.1f}   {len(in_bin):5} {sum(in_bin):5} {share:.2f}")


main()

#!/usr/bin/env python3
"""What the model of short articles is worth on sets that it did not see, in one command.

  python3 benches/days/leave_out.py --bin target/release/tidings --learn SET.jsonl… --judge SET.jsonl… [--spread DAYS]

Each set has one article a line with its `cluster`, or one story a line with its `documents`. For every set of --judge
a model is fitted to all sets of --learn but that one (`tidings tune-stories --leave-out`; stories that share an
article with it are not learned from either), and the set is grouped by it: as it is, with its texts blanked, cut to
teasers of 45 words, and, with --spread, with every article's date drawn anew from so many days, by a fixed seed. A
line gives B-cubed precision, recall and F1 (Bagga & Baldwin 1998), the stories found and the largest of them.
"""
import argparse
import collections
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

from score import bcubed, group

TEASER = 45


def articles(path):
    """The articles of a set with the label of their story."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            for document in record.get("documents") or [record]:
                document.setdefault("lang", record.get("lang"))
                document.setdefault("cluster", "line %d" % number)
                yield document


def cut(rows, words):
    return [dict(row, text=" ".join((row.get("text") or "").split()[:words])) for row in rows]


def spread(rows, days):
    chance, first = random.Random(1), datetime.date(2020, 1, 1)
    moved = (first + datetime.timedelta(chance.randrange(days)) for _ in rows)
    return [dict(row, date=str(day)) for row, day in zip(rows, moved)]


def shapes(rows, days):
    yield "as it is", rows
    if all(row.get("title") for row in rows):
        yield "blanked", cut(rows, 0)
    lengths = sorted(len((row.get("text") or "").split()) for row in rows)
    if lengths[len(lengths) // 2] > 2 * TEASER:
        yield "teasers", cut(rows, TEASER)
    if days:
        yield "over %d days" % days, spread(rows, days)


def name_of(path):
    return os.path.splitext(os.path.basename(path))[0]


def fit(args, path, model):
    """Fits a model to all sets to learn from but `path`."""
    command = [args.bin, "tune-stories", *args.learn, "-o", model]
    if path not in args.learn:
        command.append(path)
    command += ["--leave-out", name_of(path)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--learn", nargs="+", required=True)
    parser.add_argument("--judge", nargs="+", required=True)
    parser.add_argument("--spread", type=int, default=0)
    args = parser.parse_args()
    for path in args.judge:
        with tempfile.TemporaryDirectory() as folder:
            model = os.path.join(folder, "model.json")
            fit(args, path, model)
            for shape, rows in shapes(list(articles(path)), args.spread):
                found = group(args.bin, rows, model)
                figures = bcubed([row["cluster"] for row in rows], found)
                sizes = collections.Counter(found)
                print("%-28s %-13s P %.3f R %.3f F1 %.3f; %d stories, the largest of %d"
                      % (name_of(path), shape, *figures, len(sizes), max(sizes.values())),
                      flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

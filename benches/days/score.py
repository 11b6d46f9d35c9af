#!/usr/bin/env python3
"""How well stories hold on one day that a person grouped, whatever its shape and order.

  python3 benches/days/score.py --bin target/release/tidings DAY.jsonl [--stories-model FILE] [--shuffles 3]

DAY.jsonl has one article a line with `title`, `text`, `date`, `lang` and the label `cluster`. Each day is grouped as it
is and with its texts blanked (each item then has its title for a text), each in the file's order and shuffled. A line
gives B-cubed precision, recall and F1 (Bagga & Baldwin 1998); the exit status is 1 when an order changes the stories.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

FIELDS = ("id", "lang", "date", "title", "text", "source", "url")


def bcubed(gold, found):
    sizes_gold, sizes_found = collections.Counter(gold), collections.Counter(found)
    both = collections.Counter(zip(gold, found))
    precision = sum(both[g, f] / sizes_found[f] for g, f in zip(gold, found)) / len(gold)
    recall = sum(both[g, f] / sizes_gold[g] for g, f in zip(gold, found)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def records(article):
    """The number of an article's line, wherever it stands in the program's JSON."""
    if isinstance(article, dict):
        if isinstance(article.get("record"), int):
            return article["record"]
        return next((r for r in map(records, article.values()) if r is not None), None)
    return None


def group(binary, rows, model=None):
    """The number of each row's story, by the weights of `model` where it is given; a row that is in none is alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "day.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for row in rows:
                item = {key: row.get(key) for key in FIELDS}
                item["text"] = (item["text"] or "").strip() or item["title"]
                out.write(json.dumps(item, ensure_ascii=False) + "\n")
        command = [binary, "stories", "--json", path]
        command += ["--stories-model", model] if model else []
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    stories = json.loads(done.stdout)
    stories = stories if isinstance(stories, list) else stories["stories"]
    found = {}
    for number, story in enumerate(stories):
        for article in story["articles"] + story.get("older", []):
            found[records(article) - 1] = number
    return [found.get(at, -1 - at) for at in range(len(rows))]


def partition(rows, found):
    """The stories as sets of rows, so that two orders can be compared."""
    by = collections.defaultdict(set)
    for row, story in zip(rows, found):
        by[story].add(row["line"])
    return {frozenset(lines) for lines in by.values()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--stories-model")
    parser.add_argument("--shuffles", type=int, default=3)
    parser.add_argument("days", nargs="+")
    args = parser.parse_args()
    changed = False
    for path in args.days:
        with open(path, encoding="utf-8") as lines:
            day = [dict(json.loads(line), line=at) for at, line in enumerate(lines)]
        for shape, rows in (("as it is", day), ("blanked", [dict(row, text="") for row in day])):
            found = group(args.bin, rows, args.stories_model)
            figures = bcubed([row["cluster"] for row in rows], found)
            name = os.path.basename(path)
            same = 0
            for seed in range(args.shuffles):
                mixed = rows[:]
                random.Random(seed).shuffle(mixed)
                again = group(args.bin, mixed, args.stories_model)
                same += partition(mixed, again) == partition(rows, found)
            changed |= same < args.shuffles
            print("%-32s %-9s P %.3f R %.3f F1 %.3f; the same in %d of %d shuffles"
                  % (name, shape, *figures, same, args.shuffles), flush=True)
    sys.exit(changed)


if __name__ == "__main__":
    main()

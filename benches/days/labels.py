#!/usr/bin/env python3
"""The days that `tidings tune-stories` learns from, made of the repository's labels and of articles at hand.

  python3 benches/days/labels.py [-o DIR] ARTICLES.jsonl... [--set NAME]...

ARTICLES are files of one article a line (`url`, `title`, `text`, `date`, `lang`, `source`), for instance what
`tidings archive export` writes. For each src/stories/labels/NAME.tsv, or for those that --set names, DIR/NAME.jsonl gets
the articles whose address and title are those of the table (of the title it has the first eight hexadecimal digits of
the SHA-256), each with the label of its story as `cluster`. A table of what was found is printed; sets of which nothing
was found are not written.
"""
import argparse
import collections
import hashlib
import json
import os

LABELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/stories/labels")


def digits(title):
    return hashlib.sha256((title or "").encode()).hexdigest()[:8]


def table(path):
    """The stories of a set by address and title; of several items that agree in both, one after the other."""
    stories = collections.defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for line in list(lines)[1:]:
            url, title, story = line.rstrip("\n").split("\t")
            stories[url, title].append(story)
    return stories


def main():
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--set", action="append", default=[], metavar="NAME")
    parser.add_argument("-o", "--output", default=".")
    args = parser.parse_args()
    articles = []
    for path in args.articles:
        with open(path, encoding="utf-8") as lines:
            articles += [json.loads(line) for line in lines if line.strip()]
    os.makedirs(args.output, exist_ok=True)
    names = args.set or sorted(name[:-4] for name in os.listdir(LABELS) if name.endswith(".tsv"))
    print(f"{'set':28} {'items':>6} {'found':>6}")
    for name in names:
        stories = table(os.path.join(LABELS, name + ".tsv"))
        items, found = sum(map(len, stories.values())), []
        for row in articles:
            own = stories.get((row.get("url") or "", digits(row.get("title"))))
            if own:
                row = dict(row, cluster=own.pop(0))
                row.setdefault("text", row.get("summary") or "")
                row["lang"] = row.get("lang") or row.get("language") or name[:2]
                found.append(row)
        print(f"{name:28} {items:6} {len(found):6}")
        if found:
            with open(os.path.join(args.output, name + ".jsonl"), "w", encoding="utf-8") as out:
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Would the headlines of the program's stories do?

  python3 benches/headlines/score.py --bin target/release/tidings --stream STREAM.jsonl --feeds FOLDER [--set NAME=FILE.jsonl]...

`marks.tsv` holds what a reader said of every title of 183 stories of several outlets: 3 heads the story well, 2 will do, 1 is weak
(a side matter, an earlier stage, a reaction), 0 is wrong (another event, a question, a lure, opinion, a page's name); for a
quarter of the stories a second reader's marks stand beside them. Titles are known by their SHA-256; the texts are not part of the
repository. A run is a day of STREAM.jsonl (`date`), `feeds-DAY` and `it-DAY` a folder DAY of FOLDER, in the language of most items
and in Italian, or a NAME given with --set. For each run the program briefs the day; of a marked story the headline is the told one
that is among its titles. Prints how many stories have one, the mean mark, the best that could be had, and the share of 2 and 3.
"""
import argparse
import collections
import hashlib
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def marks():
    stories = collections.defaultdict(dict)
    for line in open(os.path.join(HERE, "marks.tsv"), encoding="utf-8"):
        if not line.startswith("#"):
            run, story, title, mark, _ = line.rstrip("\n").split("\t")
            stories[run, int(story)][title] = int(mark)
    return stories


def headlines(binary, inputs, now, length, config, scratch):
    out = os.path.join(scratch, "out.json")
    command = [binary, "brief", *inputs, "--now", now, "--length", length, "--format", "json", "-o", out, *config]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 3):
        raise SystemExit(run.stderr[-300:])
    stories = json.load(open(out, encoding="utf-8"))["stories"]
    return {hashlib.sha256(s["headline"]["text"].strip().encode()).hexdigest()[:12] for s in stories if s.get("headline")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default="target/release/tidings")
    parser.add_argument("--stream")
    parser.add_argument("--feeds")
    parser.add_argument("--set", action="append", default=[])
    options = parser.parse_args()
    stream = [json.loads(line) for line in open(options.stream, encoding="utf-8")] if options.stream else []
    sets = dict(s.split("=", 1) for s in options.set)
    runs, said = collections.defaultdict(list), collections.defaultdict(list)
    for (run, _), titles in marks().items():
        runs[run].append(titles)
    best = []
    with tempfile.TemporaryDirectory() as scratch:
        italian = os.path.join(scratch, "it.toml")
        open(italian, "w", encoding="utf-8").write('languages = ["it"]\n')
        for run, stories in sorted(runs.items()):
            kind, _, day = run.partition("-")
            config, length = ["--no-config"], "2000w"
            if kind.isdigit():
                day, length = run, "900w"
                inputs = [os.path.join(scratch, "day.jsonl")]
                rows = [row for row in stream if (row["date"] or "")[:10] == day]
                with open(inputs[0], "w", encoding="utf-8") as file:
                    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
                if not rows:
                    continue
            elif run in sets:
                inputs, rows = [sets[run]], [json.loads(line) for line in open(sets[run], encoding="utf-8")]
                day = max((row["date"] or "")[:10] for row in rows)
            elif options.feeds and kind in ("feeds", "it"):
                inputs = [os.path.join(options.feeds, day)]
                if kind == "it":
                    config, length = ["--config", italian], "1500w"
            else:
                continue
            told = headlines(options.bin, inputs, day + "T23:30:00Z", length, config, scratch)
            for titles in stories:
                found = [mark for title, mark in titles.items() if title in told]
                if found:
                    said[run[:7] if kind.isdigit() else kind].append(found[0])
                    best.append(max(titles.values()))
    for name, values in [*sorted(said.items()), ("all", [v for values in said.values() for v in values])]:
        if values:
            will_do = sum(v >= 2 for v in values) / len(values)
            print(f"{name:10} {len(values):4} stories, mean mark {sum(values) / len(values):.2f}, will do {will_do:.3f}")
    if best:
        print(f"best that could be had: {sum(best) / len(best):.2f}")


if __name__ == "__main__":
    main()

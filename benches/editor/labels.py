#!/usr/bin/env python3
"""The files that `tidings tune-editor` learns from, made of the repository's labels and of
articles at hand.

  python3 benches/editor/labels.py [--bin target/release/tidings] [-o DIR] ARTICLES... [--set NAME]...

ARTICLES are files with one article a line (`url`, `text`, `title`, `source`, `date`, `lang`), and
folders of feeds or pages, which the program reads (`--bin`). For each
src/edit/judgement/labels/NAME.tsv, or for those that --set names, DIR/NAME.articles.jsonl gets the
articles that hold at least one of its sentences, and DIR/NAME.labels.jsonl the labels that the
articles confirm: the first eight hexadecimal digits of the SHA-256 of the bytes named are those of
the table. Of several texts with one address that which confirms most labels is taken. Where a table
says what the reader had read before the sentence (the article whose headline stood above it, and
START-END@ADDRESS of each quote before it), the label holds those words. A table of what was
confirmed is printed; sets without any confirmed label are not written.
"""
import argparse
import collections
import hashlib
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LABELS = os.path.join(HERE, "../../src/edit/judgement/labels")


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def exported(binary, folder):
    """The articles of feeds and pages, as the program reads them."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = os.path.join(scratch, "archive.sqlite")
        options = {"capture_output": True, "text": True}
        command = [binary, "archive", "--no-config", "--archive", archive]
        run = subprocess.run([*command, "import", folder], **options)
        if run.returncode not in (0, 3):
            sys.exit(f"{folder}: {run.stderr[-300:]}")
        run = subprocess.run([*command, "export"], **options)
        return [json.loads(line) for line in run.stdout.splitlines()]


def article(row):
    """One form for what files and the program's archive say."""
    text = row.get("text") or row.get("content_text") or row.get("summary") or ""
    found = {
        "url": row.get("url"),
        "title": row.get("title"),
        "source": row.get("source") or row.get("publisher"),
        "date": row.get("date"),
        "lang": row.get("lang") or row.get("language"),
    }
    # A feed's teaser is read as a text: the model shipped does not tell them apart.
    found["text"] = text
    return found, text.encode()


def table(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    url = ""
    for own, start, end, label, digits, *context in rows:
        url = own or url
        yield url, int(start), int(end), label, digits, *context


def read_before(known, headline, before):
    """What the reader had read, in words; None where an article is missing."""
    found = {}
    if headline:
        if not known[headline]:
            return None
        found["headline"] = known[headline][0][0]["title"]
    quotes = []
    for quote in before.split():
        span, url = quote.split("@", 1)
        start, end = map(int, span.split("-"))
        texts = [raw[start:end].decode(errors="ignore") for _, raw in known[url]]
        if not texts:
            return None
        quotes.append(" ".join(max(texts, key=len).split()))
    return {**found, "before": quotes} if quotes else found


def is_confirmed(raw, start, end, digits):
    return hashlib.sha256(raw[start:end]).hexdigest()[:8] == digits


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main():
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--bin")
    parser.add_argument("--set", action="append", default=[], metavar="NAME")
    parser.add_argument("-o", "--output", default=".")
    args = parser.parse_args()
    known = collections.defaultdict(list)
    for path in args.articles:
        if os.path.isdir(path):
            if not args.bin:
                sys.exit(f"{path}: a folder is read by the program; name it with --bin")
            found = exported(args.bin, path)
        else:
            found = lines(path)
        for row in found:
            found, raw = article(row)
            if found["url"] and all(raw != other for _, other in known[found["url"]]):
                known[found["url"]].append((found, raw))
    os.makedirs(args.output, exist_ok=True)
    tables = (name[:-4] for name in os.listdir(LABELS) if name.endswith(".tsv"))
    names = args.set or sorted(tables)
    print(f"{'set':28} {'labels':>7} {'confirmed':>9}")
    for name in names:
        by_url = collections.defaultdict(list)
        for url, *rest in table(os.path.join(LABELS, name + ".tsv")):
            by_url[url].append(rest)
        articles, labels = [], []
        for url, rows in by_url.items():
            best, held = None, []
            for found, raw in known[url]:
                own = [row for row in rows if is_confirmed(raw, row[0], row[1], row[3])]
                if len(own) > len(held):
                    best, held = found, own
            if best:
                articles.append(best)
                for start, end, label, _, *context in held:
                    read = read_before(known, *context) if context else {}
                    if read is not None:
                        own = {"url": url, "start": start, "end": end, "label": label}
                        labels.append({**own, **read})
        print(f"{name:28} {sum(map(len, by_url.values())):7} {len(labels):9}")
        if labels:
            write(os.path.join(args.output, name + ".articles.jsonl"), articles)
            write(os.path.join(args.output, name + ".labels.jsonl"), labels)


if __name__ == "__main__":
    main()

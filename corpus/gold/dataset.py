#!/usr/bin/env python3
"""The newsroom as a data set for `tidings evaluate` and `tidings tune`: one story a line.

    python3 corpus/gold/dataset.py > newsroom.jsonl

Documents are the paragraphs of `articles.jsonl`, without teasers and articles of another time; references are the two
summaries of each story in `references/`.
"""

import json
import pathlib
import sys

gold = pathlib.Path(__file__).parent
articles = [json.loads(line) for line in (gold / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
for name in sorted({path.name.split(".")[0] for path in (gold / "references").glob("*.txt")}):
    documents = [
        {
            "title": article["title"],
            "source": article["publisher"],
            "date": article["date"],
            "lang": article["language"],
            "text": "\n\n".join(article["paragraphs"]),
        }
        for article in articles
        if article["story"] == name and not article["teaser"] and not article["old"]
    ]
    references = [path.read_text(encoding="utf-8").strip() for path in sorted((gold / "references").glob(f"{name}.*.txt"))]
    if not documents:
        sys.exit(f"{name}: no articles")
    print(json.dumps({"id": name, "lang": "en", "documents": documents, "references": references}, ensure_ascii=False))

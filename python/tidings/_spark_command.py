"""``python -m tidings.spark``: an archive becomes a folder of pages, one file an edition."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import spark
from ._tidings import TidingsError

# Problems that are named; of more, their number.
_NAMED = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit code: 0 complete, 1 failed, 3 written though some inputs failed."""
    given = _arguments().parse_args(arguments)
    try:
        session = _session(given)
    except ImportError as error:
        print(f"tidings: {error}; hint: pip install pyspark", file=sys.stderr)
        return 1
    try:
        return _run(session, given)
    except TidingsError as error:
        print(f"tidings: {error}", file=sys.stderr)
        return 1
    finally:
        session.stop()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tidings.spark",
        description="Make a page a day of an archive of articles, on Spark.",
        epilog="Writes OUT/DAY.json, what `tidings brief --format json` prints of the day's articles, and "
        "OUT/editions.jsonl, one line a page. Exit codes: 0 complete, 1 failed, 2 wrong usage, "
        "3 written, but some inputs failed (they are named on standard error).",
    )
    add = parser.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="Parquet, JSON lines, WARC, …: files, and folders of them")
    add("--out", required=True, type=Path, metavar="FOLDER", help="folder for the pages; made where it is missing")
    add("--input-format", metavar="NAME", help="format of all files, told by content and name otherwise")
    add("-l", "--length", metavar="LENGTH", help="hard limit of a page: 250w, 8s, 3min …")
    add("-m", "--method", metavar="NAME", help="ranking method, coverage without it")
    add("--query", metavar="TEXT", help="focus on a question or topic")
    add("--headlines", type=int, default=0, metavar="N", help="list the headlines of at most N stories not told")
    add("--days", type=int, default=1, metavar="N", help="days that a page goes back, its own included")
    add("--by-language", action="store_true", help="a page a day and language")
    add("--most", type=int, default=spark.MOST, metavar="N",
        help="articles of a page that are looked at; of more, an even sample (%(default)s)")
    add("--doc-freq", metavar="FILE|count",
        help="document frequencies of a larger collection; `count` counts the whole archive's first and "
        "leaves them in OUT/frequencies.tsv")
    add("--partitions", type=int, metavar="N", help="partitions of each shuffle; the pages are the same")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--master", metavar="URL", help="Spark master; all cores of this machine without it")
    where.add_argument("--remote", metavar="URL", help="a server of Spark Connect, sc://HOST:PORT")
    add("--memory", default="4g", metavar="SIZE", help="memory of the driver, of all in local mode (%(default)s)")
    return parser


def _session(given: argparse.Namespace) -> Any:
    """The engine. Workers run the interpreter that this one is."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("tidings")
    if given.remote:
        builder = builder.remote(given.remote)
    else:
        builder = builder.master(given.master or "local[*]")
        builder = builder.config("spark.driver.memory", given.memory)
        # Pages of years come back at once.
        builder = builder.config("spark.driver.maxResultSize", "0")
        builder = builder.config("spark.ui.enabled", "false")
        builder = builder.config("spark.log.level", "ERROR")
    session = builder.getOrCreate()
    # Editions of very different size: partitions are not put together by their bytes.
    session.conf.set("spark.sql.adaptive.coalescePartitions.enabled", "false")
    if given.partitions:
        session.conf.set("spark.sql.shuffle.partitions", str(given.partitions))
    return session


def _run(session: Any, given: argparse.Namespace) -> int:
    import pyspark.sql.functions as F
    from pyspark import StorageLevel

    rows = spark.articles(session, given.inputs, input_format=given.input_format)
    # They are looked at twice: to count them, and to tell them.
    rows = rows.persist(StorageLevel.DISK_ONLY)
    cut = {"days": given.days, "by_language": given.by_language}
    options = {"length": given.length, "method": given.method, "query": given.query, "headlines": given.headlines}
    given.out.mkdir(parents=True, exist_ok=True)
    doc_freq = None
    if given.doc_freq == "count":
        doc_freq = spark.frequencies(rows, by_language=given.by_language)
        (given.out / "frequencies.tsv").write_text(doc_freq, encoding="utf-8")
    elif given.doc_freq:
        doc_freq = Path(given.doc_freq).read_text(encoding="utf-8")
    pages = spark.editions(rows, most=given.most, doc_freq=doc_freq, **cut, **options)
    problems = rows.where(F.col("problem").isNotNull()).select("problem").distinct()
    failed = sorted(row["problem"] for row in problems.collect())
    written = _write(pages.collect(), given)
    for line in failed[:_NAMED]:
        print(f"tidings: {line}", file=sys.stderr)
    if len(failed) > _NAMED:
        print(f"tidings: and {len(failed) - _NAMED} more inputs that failed", file=sys.stderr)
    if not written:
        print("tidings: no article was found in the inputs", file=sys.stderr)
        return 1
    return 3 if failed else 0


def _write(pages: Any, given: argparse.Namespace) -> int:
    """Writes pages, which come in any order, and gives their number."""
    lines = []
    for page in pages:
        row = page.asDict()
        edition, text = row["edition"], row.pop("briefing")
        if text is not None:
            (given.out / f"{edition}.json").write_bytes(text.encode())
        lines.append(row)
    lines.sort(key=lambda row: row["edition"])
    # Each language has stories of its own to follow.
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in lines:
        groups.setdefault(row["edition"].partition(".")[2], []).append(row)
    for group in groups.values():
        for row, stories in zip(group, spark.threads(group, given.days)):
            row["threads"] = stories
    with (given.out / "editions.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for row in lines:
            del row["members"]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return len(lines)

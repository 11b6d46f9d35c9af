"""Archives beyond one machine: a page a day, made on Spark (4.0 and later) or another engine of its interface.

    python -m tidings.spark archive/ --out pages/

An *edition* is what one page is made of: the articles of one day in UTC (or of the last ``days`` days, or those in one
language). Everything that decides a page is the command's own code, called once an edition, so a page holds the bytes
that ``tidings brief`` prints for the same articles, whatever the number of machines and partitions, and a task that is
run again gives what it gave before. ``docs/spark.md`` says why editions are the unit, and what they cost.

In a job of one's own::

    from tidings import spark as news
    articles = news.articles(session, ["s3/archive/"])      # or news.articles_of(any DataFrame)
    pages = news.editions(articles, length="300w", days=2)   # a DataFrame, one row an edition

Workers need this package; where a page is made, the memory for one edition.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import _tidings
from ._inputs import columns_of, of_arrow
from ._tidings import NothingToTell, TidingsError

ARTICLES = "day string, language string, name string, article string, problem string"
"""Columns of :func:`articles`: day of publication in UTC (``2026-05-10``; null for undated articles), language (ISO
639-1), a name for good (of its address, or of its text without one), the article itself, and instead of all these what
could not be read, in the command's words."""

EDITIONS = (
    "edition string, articles long, left_out long, stories long, words long, briefing string, "
    "members string, problem string"
)
"""Columns of :func:`editions`: day (and language), articles of it, how many more there are than were looked at, stories
and words of the page, the page as ``tidings brief --format json`` writes it, the names of each story's articles as JSON,
and, where there is no page, why."""

UNDATED = "undated"
"""The edition of articles without a date."""

MOST = 250_000
"""Articles of an edition that are looked at. Set by: memory; 250,000 of 1,850 bytes take 2 GB."""

# Files that are read in one task: so many bytes, unless one alone has more. Set by: judgement; a second or two.
_TOGETHER = 64 << 20

# Articles whose rows are in memory at once. Set by: judgement; some tens of megabytes.
_ROWS = 8_192


def articles(session: Any, inputs: Iterable[str], *, input_format: str | None = None) -> Any:
    """Reads files and folders (Parquet, JSON lines, WARC, and whatever else the command reads) as rows of
    :data:`ARTICLES`. Paths must mean the same files on every worker. A Parquet file is read by row groups, any other by one
    task; a folder is read as the command reads it, its Parquet files too.

    :param inputs: paths.
    :param input_format: the format of all files, told by content and name otherwise.
    """
    names, odd = _tidings.files([os.fspath(path) for path in inputs])
    parts = list(_parts([os.fspath(name) for name in names]))
    schema = "files array<string>, group int, before long, problem string"
    rows: list[tuple[list[str], int | None, int, str | None]]
    rows = [(*part, None) for part in parts] + [([], None, 0, line) for line in odd]
    if not rows:
        rows = [([], None, 0, "there is nothing to read; hint: name files or folders")]
    frame = session.createDataFrame(rows, schema).repartition(len(rows))

    def read(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            for part in batch.to_pylist():
                if part["problem"] is not None:
                    yield _problems([part["problem"]])
                    continue
                found = _read(part["files"], part["group"], part["before"], input_format)
                yield from _rows(found)

    return frame.mapInArrow(read, ARTICLES)


def articles_of(frame: Any) -> Any:
    """The articles of a DataFrame of texts with one row an article, as rows of :data:`ARTICLES`.

    Columns may have whatever names JSON fields may have (``title``, ``text`` or ``maintext``, ``url``, ``date``,
    ``domain`` or ``publisher`` …). An article's place is its address, since rows of a DataFrame have no number.
    """

    def read(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from _rows(of_arrow(batch), placeless=True)

    return frame.mapInArrow(read, ARTICLES)


def frequencies(articles: Any, *, days: int = 1, by_language: bool = False) -> str:
    """Document frequencies of all articles as a table of ``tidings terms``, counted an edition at a time and summed.

    :return: the table, for :func:`editions` or ``--doc-freq``.
    """
    import pyspark.sql.functions as F

    own = _spread(articles, 1, by_language).select("edition", "article")
    large = _has_large_texts(articles)

    def count(table: Any) -> Any:
        import pyarrow

        found = _native(table)
        rows = _tidings.count(found) if len(found) else []
        stems, counts = [stem for stem, _ in rows], [count for _, count in rows]
        # The number of articles goes with an empty stem, which no word has.
        text = pyarrow.large_string() if large else pyarrow.string()
        columns = [pyarrow.array([*stems, ""], text), pyarrow.array([*counts, len(found)])]
        return pyarrow.table(columns, names=["stem", "documents"])

    counted = own.groupBy("edition").applyInArrow(count, "stem string, documents long")
    summed = counted.groupBy("stem").agg(F.sum("documents").alias("documents")).collect()
    counts = {row["stem"]: row["documents"] for row in summed}
    documents = counts.pop("", 0)
    # In the order of the stems' bytes, as the command writes it.
    lines = sorted((stem.encode(), count) for stem, count in counts.items())
    return f"#documents\t{documents}\n" + "".join(f"{s.decode()}\t{n}\n" for s, n in lines)


def editions(
    articles: Any,
    *,
    days: int = 1,
    by_language: bool = False,
    most: int = MOST,
    doc_freq: str | None = None,
    **options: Any,
) -> Any:
    """Makes one page an edition: a DataFrame of :data:`EDITIONS`, in no order.

    The moment that counts as now is the last second of the edition's day.

    :param articles: rows of :data:`ARTICLES`.
    :param days: days that an edition goes back, its own included. Stories that go on can be followed
        (:func:`threads`) where it is more than 1.
    :param by_language: an edition a day and language; ``und`` where the language cannot be told.
    :param most: most articles of an edition that are looked at; of more, those with the smallest names: an even
        sample that depends on the articles alone.
    :param doc_freq: what :func:`frequencies` gave.
    :param options: as for :func:`tidings.brief`: length, method, query, newsroom, older, headlines, max_sentences.
    """
    if days < 1 or most < 1:
        raise TidingsError("an edition has at least one day and one article")
    _check(options)
    rows = _spread(articles, days, by_language)
    counts = {row["edition"]: row["count"] for row in rows.groupBy("edition").count().collect()}
    skewed = sorted(edition for edition, count in counts.items() if count > most)
    if skewed:
        rows = _sample(rows, skewed, most)
    cut = {edition: counts[edition] - most for edition in skewed}
    large = _has_large_texts(articles)

    def page(table: Any) -> Any:
        import pyarrow

        text = pyarrow.large_string() if large else pyarrow.string()
        return _page(table, text, cut, doc_freq, options)

    return rows.groupBy("edition").applyInArrow(page, EDITIONS)


def _check(options: dict[str, Any]) -> None:
    """Says what is wrong with settings before any article is read."""
    try:
        _tidings.brief(_tidings.Articles.from_lines(b"", ""), **options)
    except NothingToTell:
        pass


def threads(pages: Iterable[Mapping[str, Any]], days: int = 1) -> Iterator[list[dict[str, Any]]]:
    """Follows stories from page to page: for each page, in the order given, its stories with a key that a story keeps
    as long as pages no more than ``days`` apart share articles of it.

    :param pages: rows of :func:`editions` in order of their days, of one language.
    """
    before: list[list[tuple[str, list[str]]]] = []
    for page in pages:
        today = json.loads(page["members"] or "[]")
        earlier = [story for stories in reversed(before) for story in stories]
        named = _tidings.identify(today, earlier)
        yield [{"thread": key, "goes_on": on, "articles": a} for (key, on), a in zip(named, today)]
        before.append([(key, articles) for (key, _), articles in zip(named, today)])
        before = before[-max(days, 1) :]


def _parts(names: list[str]) -> Iterator[tuple[list[str], int | None, int]]:
    """What each task reads: some files, or one row group of a Parquet file and the rows before it."""
    together: list[str] = []
    size = 0
    for name in names:
        if name.endswith((".parquet", ".pq")):
            import pyarrow.parquet as parquet

            metadata = parquet.ParquetFile(name).metadata
            before = 0
            for group in range(metadata.num_row_groups):
                yield [name], group, before
                before += metadata.row_group(group).num_rows
            continue
        bytes_of = os.path.getsize(name)
        if together and size + bytes_of > _TOGETHER:
            yield together, None, 0
            together, size = [], 0
        together.append(name)
        size += bytes_of
    if together:
        yield together, None, 0


def _read(files: list[str], group: int | None, before: int, input_format: str | None) -> Any:
    if group is None:
        return _tidings.Articles.from_paths(files, input_format)
    import pyarrow.parquet as parquet

    (name,) = files
    return of_arrow(parquet.ParquetFile(name).read_row_group(group), name, before)


def _rows(found: Any, placeless: bool = False) -> Iterator[Any]:
    """Articles as record batches of :data:`ARTICLES`, and what went wrong."""
    import pyarrow

    for start in range(0, len(found), _ROWS):
        columns = _tidings.to_records(found, start, start + _ROWS, placeless)
        arrays = [pyarrow.array(column, pyarrow.string()) for column in columns]
        arrays.append(pyarrow.nulls(len(arrays[0]), pyarrow.string()))
        yield pyarrow.RecordBatch.from_arrays(arrays, names=_names(ARTICLES))
    failed = found.warnings(failed=True)
    if failed:
        yield _problems(failed)


def _problems(lines: list[str]) -> Any:
    import pyarrow

    none = pyarrow.nulls(len(lines), pyarrow.string())
    arrays = [none] * 4 + [pyarrow.array(lines, pyarrow.string())]
    return pyarrow.RecordBatch.from_arrays(arrays, names=_names(ARTICLES))


def _names(schema: str) -> list[str]:
    return [column.split()[0] for column in schema.split(", ")]


def _spread(articles: Any, days: int, by_language: bool) -> Any:
    """Each article in every edition that it belongs to: those of its own day and the days after it that have any."""
    import pyspark.sql.functions as F

    rows = articles.where(F.col("article").isNotNull())
    edition = F.coalesce("day", F.lit(UNDATED))
    if days > 1:
        own = rows.where(F.col("day").isNotNull()).select("day").distinct()
        own = sorted(row["day"] for row in own.collect())
        later = F.sequence(F.to_date("day"), F.date_add(F.to_date("day"), days - 1))
        later = F.transform(later, lambda day: F.date_format(day, "yyyy-MM-dd"))
        none = F.array(F.lit(UNDATED))
        rows = rows.withColumn("edition", F.explode(F.when(F.col("day").isNull(), none).otherwise(later)))
        rows = rows.where(F.col("edition").isin([*own, UNDATED]))
        edition = F.col("edition")
    if by_language:
        edition = F.concat(edition, F.lit("."), F.coalesce("language", F.lit("und")))
    return rows.withColumn("edition", edition).select("edition", "name", "article")


def _has_large_texts(frame: Any) -> bool:
    """Whether the engine asks for texts with 64-bit offsets of functions over groups."""
    name = "spark.sql.execution.arrow.useLargeVarTypes"
    return str(frame.sparkSession.conf.get(name, "false")).lower() == "true"


def _sample(rows: Any, skewed: list[str], most: int) -> Any:
    """Of each of the editions ``skewed`` the ``most`` articles with the smallest names."""
    import pyspark.sql.functions as F
    from pyspark.sql import Window

    is_skewed = F.col("edition").isin(skewed)
    window = Window.partitionBy("edition").orderBy("name", "article")
    some = rows.where(is_skewed).withColumn("place", F.row_number().over(window))
    some = some.where(F.col("place") <= most).drop("place")
    return rows.where(~is_skewed).unionByName(some)


def _native(table: Any) -> Any:
    """The articles of a table with a column ``article``; their texts are read where they lie."""
    import pyarrow

    held = pyarrow.table({"article": table.column("article").cast(pyarrow.large_string())})
    batches = [(rows, columns[0]) for rows, columns in columns_of(held)]
    found = _tidings.from_records(batches)
    del held
    return found


# Tables of frequencies by their text: a worker reads one once, not once a page.
_tables: dict[str, Any] = {}


def _page(
    table: Any, text: Any, cut: dict[str, int], doc_freq: str | None, options: dict[str, Any]
) -> Any:
    """The row of the edition whose articles are the rows of ``table``; its texts are of Arrow's type ``text``."""
    import pyarrow

    edition = table.column("edition")[0].as_py()
    day = edition.split(".")[0]
    now = None if day == UNDATED else f"{day}T23:59:59Z"
    if doc_freq is not None and doc_freq not in _tables:
        _tables.clear()
        _tables[doc_freq] = _tidings.Frequencies(doc_freq)
    found = _native(table)
    row: dict[str, Any] = {"edition": edition, "articles": len(found), "left_out": cut.get(edition, 0)}
    try:
        made = _tidings.brief(
            found, now=now, clock=False, frequencies=_tables.get(doc_freq or ""), **options
        )
    except NothingToTell as error:
        row["problem"] = str(error)
    else:
        row["briefing"] = made.render("json")
        page = json.loads(row["briefing"])
        row["stories"], row["words"] = len(page["stories"]), page["counts"]["words"]
        row["members"] = json.dumps(made.members)
    kinds = {"string": text, "long": pyarrow.int64()}
    fields = [column.split() for column in EDITIONS.split(", ")]
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in fields])
    return pyarrow.Table.from_pylist([row], schema=schema)


if __name__ == "__main__":
    import sys

    # What runs on workers must be known by the module's own name there.
    from tidings._spark_command import main

    sys.exit(main())

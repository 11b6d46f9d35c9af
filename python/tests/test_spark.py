"""Archives on Spark: the same bytes as the command's, however the work is cut, and when a task is run again."""

import json
import os
import subprocess
import sys

import pytest

import tidings
from conftest import ROOT

pytest.importorskip("pyspark")
pyarrow = pytest.importorskip("pyarrow")

from tidings import _tidings  # noqa: E402
from tidings import spark as news  # noqa: E402 - after the engine is known to be there

GOLD = ROOT / "corpus" / "gold" / "articles.jsonl"

try:
    from pysail.spark import SparkConnectServer
except ImportError:
    SparkConnectServer = None


@pytest.fixture(scope="module")
def server():
    """The address of Sail's server where it is installed."""
    if SparkConnectServer is None:
        yield None
        return
    server = SparkConnectServer("127.0.0.1", 0)
    server.start()
    yield "sc://127.0.0.1:{}".format(server.listening_address[1])
    server.stop()


@pytest.fixture(scope="module")
def session(server):
    """Sail where it is installed, else Spark on two cores, where a task may fail once."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    if server is None:
        builder = builder.master("local[2,2]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.log.level", "OFF")
        builder = builder.config("spark.sql.adaptive.enabled", "false")
    else:
        builder = builder.remote(server)
    found = builder.getOrCreate()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The newsroom's labelled articles, a file a day, the undated ones in one of their own."""
    folder = tmp_path_factory.mktemp("archive")
    days = {}
    for n, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines()):
        given = json.loads(line)
        row = {name: given[name] for name in ("title", "publisher", "url", "language")}
        row["text"] = "\n\n".join(given["paragraphs"])
        date = given["date"] if n % 17 else None
        if date is not None:
            row["published"] = f"{date[:10]}T{n % 24:02}:00:00Z"
        days.setdefault(news.UNDATED if date is None else date[:10], []).append(row)
    for day, rows in days.items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{day}.jsonl").write_text(lines, encoding="utf-8")
    return folder, days


def pages(session, frame, partitions=2, **options):
    session.conf.set("spark.sql.shuffle.partitions", str(partitions))
    rows = news.editions(frame, **options).collect()
    return {row["edition"]: row.asDict() for row in rows}


def test_the_same_bytes_for_any_number_of_partitions(session, archive):
    folder, days = archive
    frame = news.articles(session, [folder])
    first = pages(session, frame, 1)
    assert {day: page["articles"] for day, page in first.items()} == {
        day: len(rows) for day, rows in days.items()
    }
    assert sum(page["briefing"] is not None for page in first.values()) > 4
    assert pages(session, frame.repartition(5), 7) == first
    assert pages(session, frame, 64) == first


def test_the_same_bytes_as_the_command(session, archive, command, tmp_path):
    folder, days = archive
    frame = news.articles(session, [folder])
    made = pages(session, frame)
    table = news.frequencies(frame)
    grounded = pages(session, frame, days=2, length="120w", doc_freq=table)
    tables = []
    for file in sorted(folder.iterdir()):
        counted = tmp_path / file.name
        counted.write_text(command("terms", "--count", file), encoding="utf-8")
        tables.append(counted)
    summed = tmp_path / "table.tsv"
    summed.write_text(command("terms", "--merge", *tables), encoding="utf-8")
    assert table == summed.read_text(encoding="utf-8")
    dated = sorted(set(days) - {news.UNDATED})
    for before, day in zip(dated, dated[1:]):
        file = folder / f"{day}.jsonl"
        now = ("--no-config", "--format", "json", "--now", f"{day}T23:59:59Z")
        assert made[day]["briefing"] == command("brief", file, *now)
        if (day, before) == ("2026-05-04", "2011-10-17"):
            continue
        both = (folder / f"{before}.jsonl", file)
        found = command("brief", *both, *now, "--length", "120w", "--doc-freq", summed)
        assert grounded[day]["briefing"] == found


def test_a_task_that_is_run_again_changes_nothing(session, archive, tmp_path):
    if SparkConnectServer is not None:
        pytest.skip("Sail's local mode runs no task twice")
    frame = news.articles(session, [archive[0]])
    expected = pages(session, frame, 7)

    def fail_once(marker):
        def run(batches):
            yield from batches
            if not os.path.exists(marker):
                open(marker, "w").close()
                raise RuntimeError("the machine went away")

        return run

    reading, telling = tmp_path / "reading", tmp_path / "telling"
    again = frame.mapInArrow(fail_once(str(reading)), news.ARTICLES)
    again = news.editions(again).mapInArrow(fail_once(str(telling)), news.EDITIONS)
    assert {row["edition"]: row.asDict() for row in again.collect()} == expected
    assert reading.exists() and telling.exists()


def test_parquet_and_data_frames_say_what_lines_of_json_say(session, archive, tmp_path):
    import pyarrow.parquet as parquet

    days = archive[1]
    rows = [row for rows in days.values() for row in rows]
    # The names of the columns of CC-News, in row groups of unequal size.
    names = {"text": "maintext", "published": "date_publish", "publisher": "source_domain"}
    renamed = [{names.get(key, key): value for key, value in row.items()} for row in rows]
    table = pyarrow.Table.from_pylist(renamed, schema=pyarrow.schema(
        [(name, pyarrow.string()) for name in ("title", "url", "language", *names.values())]
    ))
    parquet.write_table(table, tmp_path / "news.parquet", row_group_size=23)
    lines = "".join(json.dumps(row) + "\n" for row in renamed)
    (tmp_path / "news.jsonl").write_text(lines, encoding="utf-8")

    def of(name):
        found = pages(session, news.articles(session, [tmp_path / name]))
        return {day: (page["briefing"] or "").replace(name, "news") for day, page in found.items()}

    assert of("news.parquet") == of("news.jsonl")
    framed = pages(session, news.articles_of(session.createDataFrame(renamed).repartition(3)))
    for page in framed.values():
        if page["briefing"] is not None:
            assert tidings.verify(page["briefing"], renamed).problems == []
    words = lambda text: [s["items"][0]["text"] for s in json.loads(text or '{"stories": []}')["stories"]]
    assert {day: words(page["briefing"]) for day, page in framed.items()} == {
        day: words(text) for day, text in of("news.jsonl").items()
    }


def test_pages_of_a_web_archive(session, tmp_path):
    records = []
    for number, file in enumerate(sorted((ROOT / "corpus" / "articles").glob("*.html"))):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + file.read_bytes()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        head += f"WARC-Date: 2026-05-12T12:00:00Z\r\nContent-Length: {len(body)}\r\n\r\n"
        records.append(head.encode() + body + b"\r\n\r\n")
    web = tmp_path / "news.warc"
    web.write_bytes(b"".join(records))
    rows = news.articles(session, [web]).collect()
    assert len(rows) > 10 and {row["problem"] for row in rows} == {None}
    here = _tidings.Articles.from_paths([web])
    days, languages, names, lines = _tidings.to_records(here, 0, len(here))
    found = sorted((row["article"], row["day"], row["language"], row["name"]) for row in rows)
    assert found == sorted(zip(lines, days, languages, names))
    assert len(set(days)) > 2
    assert pages(session, news.articles(session, [web]))["2026-05-06"]["stories"] > 0


def test_skewed_days_are_sampled_alike_whatever_the_partitions(session, archive):
    frame = news.articles(session, [archive[0]])
    cut = pages(session, frame, 1, most=5)
    assert max(page["articles"] for page in cut.values()) == 5
    assert {day: page["articles"] + page["left_out"] for day, page in cut.items()} == {
        day: len(rows) for day, rows in archive[1].items()
    }
    assert pages(session, frame.repartition(4), 7, most=5) == cut


def test_an_edition_a_language_and_threads_over_days(session, archive):
    frame = news.articles(session, [archive[0]])
    apart = pages(session, frame, by_language=True)
    assert len({edition.partition(".")[2] for edition in apart}) > 2
    assert sum(page["articles"] for page in apart.values()) == sum(map(len, archive[1].values()))
    windows = pages(session, frame, days=2)
    ordered = [windows[day] for day in sorted(windows)]
    followed = list(news.threads(ordered, 2))
    assert [len(stories) for stories in followed] == [page["stories"] or 0 for page in ordered]
    assert any(story["goes_on"] for stories in followed for story in stories)


def test_what_cannot_be_read_or_done_is_said(session, archive, tmp_path):
    (tmp_path / "broken.jsonl").write_text('{"text": "One."}\nno\n', encoding="utf-8")
    frame = news.articles(session, [tmp_path, tmp_path / "missing"])
    problems = {row["problem"] for row in frame.collect()} - {None}
    assert any("line 2: it is not valid JSON" in problem for problem in problems)
    assert any("there is no such file or folder" in problem for problem in problems)
    with pytest.raises(tidings.TidingsError, match="length"):
        news.editions(frame, length="3 furlongs")
    tiny = pages(session, news.articles(session, [archive[0]]), length="2w")
    assert all("ask for at least" in page["problem"] for page in tiny.values())


def test_the_command_writes_a_page_a_day(archive, server, tmp_path):
    out = tmp_path / "pages"
    where = ["--master", "local[2]"] if server is None else ["--remote", server]
    options = ["--days", "2", "--partitions", "3", "--doc-freq", "count", "--memory", "1g"]
    done = subprocess.run(
        [sys.executable, "-m", "tidings.spark", archive[0], "--out", out, *where, *options],
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (out / "editions.jsonl").read_text("utf-8").splitlines()]
    assert [line["edition"] for line in lines] == sorted(archive[1])
    for line in lines:
        page = out / f"{line['edition']}.json"
        assert page.exists() == (line["problem"] is None)
        assert line["problem"] or len(json.loads(page.read_text("utf-8"))["stories"]) == line["stories"]
    assert (out / "frequencies.tsv").read_text("utf-8").startswith("#documents\t62\n")

"""Briefings: the same as the command's, from every kind of input."""

import datetime
import json
import threading
import time

import pytest

import tidings
from conftest import NOW


def test_the_same_bytes_as_the_command(corpus, command):
    briefing = tidings.brief([corpus], now=NOW)
    assert briefing.text == command("brief", corpus, "--now", NOW)
    assert briefing.to_json() == command("brief", corpus, "--now", NOW, "--format", "json")
    assert briefing.render("md") == command("brief", corpus, "--now", NOW, "--format", "md")
    short = tidings.brief(corpus, "100w", method="lexrank", now=NOW)
    assert short.text == command("brief", corpus, "-l", "100w", "-m", "lexrank", "--now", NOW)
    assert short.to_dict()["counts"]["words"] <= 100
    assert str(short) == short.text and "stories from 62 articles" in repr(short)


def test_stories_as_the_command_lists_them(corpus, command):
    assert tidings.stories(corpus) == json.loads(command("stories", corpus, "--json"))


def test_dictionaries_are_read_as_lines_of_json_are(rows, command, tmp_path):
    path = tmp_path / "articles"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    expected = json.loads(command("brief", path, "--now", NOW, "--format", "json", "--input-format", "jsonl"))
    found = tidings.brief(rows, now=NOW).to_dict()
    for source in expected["sources"]:
        source["source"]["place"]["file"]["path"] = "articles"
    assert found == expected
    turned = tidings.brief(reversed(rows), now=NOW)
    assert [row["text"] for row in turned.rows()] == [
        row["text"] for row in tidings.brief(rows, now=NOW).rows()
    ], "the order of the articles does not matter"
    assert len(found["stories"]) == 2
    assert {source["source"]["publisher"] for source in found["sources"]} == {
        "Harbour Ledger",
        "Estmar Post",
        "Tarnside Gazette",
    }


def test_data_frames_and_arrow_tables_say_the_same(rows):
    pandas = pytest.importorskip("pandas")
    pyarrow = pytest.importorskip("pyarrow")
    expected = tidings.brief(rows, now=NOW).to_json()
    table = pyarrow.Table.from_pylist(rows)
    assert tidings.brief(table, now=NOW).to_json() == expected
    assert tidings.brief(table.to_batches()[0], now=NOW).to_json() == expected
    chunked = pyarrow.concat_tables([table.slice(0, 1), table.slice(1, 1), table.slice(2)])
    assert tidings.brief(chunked, now=NOW).to_json() == expected
    frame = pandas.DataFrame(rows)
    assert tidings.brief(frame, now=NOW).to_json() == expected
    frame["published"] = pandas.to_datetime(frame["published"])
    assert tidings.brief(frame, now=NOW).to_json() == expected
    large = pyarrow.table({name: table[name].cast(pyarrow.large_string()) for name in table.column_names})
    assert tidings.brief(large.slice(0, 3), now=NOW).to_json() == expected
    # A slice begins in the middle of a buffer; what is null is left out.
    two = tidings.brief(large.slice(1, 2), now=NOW).to_dict()
    assert [entry["title"] for entry in two["sources"]] == ["Nine dead as ferry sinks", "Mill Bridge to reopen"]
    assert two["sources"][1]["source"]["url"] is None
    # Lists come row by row.
    lists = pyarrow.Table.from_pylist([{**row, "authors": ["A. Bell", "C. Dorn"]} for row in rows])
    assert len(tidings.read(lists)) == 3


def test_tables_out(rows):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    briefing = tidings.brief(rows, now=NOW)
    frame = briefing.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    texts = {row["title"]: row["text"] for row in rows}
    for row in frame.itertuples():
        # The bytes of the span are the sentence.
        assert texts[row.title].encode()[int(row.start) : int(row.end)].decode() == row.text
    table = briefing.to_arrow()
    assert table.column_names == list(frame.columns)
    assert table["text"].to_pylist() == list(frame["text"])


def test_a_page_for_notebooks(rows):
    page = tidings.brief(rows, now=NOW)._repr_html_()
    assert page.startswith("<iframe srcdoc=") and "Ardena" in page
    assert "<script" not in page and page.count("<") == 2, "the page inside is escaped"


def test_verify(rows, corpus):
    briefing = tidings.brief(rows, now=NOW)
    checked = tidings.verify(briefing, rows)
    assert checked and checked.problems == [] and checked.sentences >= 2
    assert tidings.verify(briefing.to_dict(), rows) and tidings.verify(briefing.to_json(), rows)
    forged = briefing.to_dict()
    forged["stories"][0]["items"][0]["text"] = "Nobody was hurt."
    found = tidings.verify(forged, rows)
    assert not found and found.problems
    with pytest.raises(tidings.TidingsError, match="it is no briefing"):
        tidings.verify("{}", rows)
    whole = tidings.brief(corpus, now=NOW)
    assert tidings.verify(whole, corpus).sources == len(whole.sources)


def test_sentences_have_places_in_characters_and_bytes():
    text = "Größe zählt. Ein Boot sank. Ende."
    found = tidings.sentences(text, language="de")
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert [text.encode()[s.start_byte : s.end_byte].decode() for s in found] == [s.text for s in found]
    assert found[1].text == "Ein Boot sank." and found[1].role == "body"
    with pytest.raises(tidings.TidingsError, match="language code"):
        tidings.sentences(text, language="???")


def test_errors_have_the_commands_words(rows, command, tmp_path):
    missing = str(tmp_path / "missing.txt")
    said = command("brief", missing, code=1).replace("tidings: ", "").strip()
    with pytest.raises(tidings.TidingsError) as error:
        tidings.brief(missing)
    assert str(error.value) == said
    assert isinstance(error.value, ValueError)
    for arguments, words in [
        ({"length": "many"}, "many"),
        ({"method": "magic"}, "magic"),
        ({"length": "1w"}, "ask for at least"),
        ({"now": "yesteryear"}, "is no time"),
        ({"older": "burn"}, "mark or keep"),
        ({"query": "zeppelin"}, "no story is about"),
    ]:
        with pytest.raises(tidings.TidingsError, match=words):
            tidings.brief(rows, **{"now": NOW, **arguments})
    with pytest.raises(tidings.TidingsError, match="article 1 is a int"):
        tidings.brief([rows[0], 7])
    with pytest.raises(tidings.TidingsError, match="no article was found"):
        tidings.brief([])
    with pytest.raises(tidings.TidingsError, match="no article was found"):
        tidings.stories([])
    with pytest.raises(tidings.TidingsError):
        tidings.read(missing, input_format="papyrus")


def test_what_is_lost_beside_the_rest_is_warned_of(corpus, tmp_path):
    missing = str(tmp_path / "missing.txt")
    with pytest.warns(tidings.TidingsWarning, match="there is no such file or folder"):
        briefing = tidings.brief([corpus, missing], now=NOW)
    assert any("missing.txt" in line for line in briefing.warnings)


def test_articles_are_read_once(corpus):
    articles = tidings.read(corpus)
    assert len(articles) == 62
    assert tidings.brief(articles, now=NOW).text == tidings.brief(corpus, now=NOW).text


def test_a_moment_as_datetime(rows):
    zone = datetime.timezone(datetime.timedelta(hours=2))
    moment = datetime.datetime(2026, 5, 10, 20, 0, tzinfo=zone)
    given = tidings.brief(rows, now=moment)
    assert given.text == tidings.brief(rows, now="2026-05-10T20:00:00+02:00").text
    assert given.to_dict()["made"]["at"] == tidings.brief(rows, now=NOW).to_dict()["made"]["at"]


def test_other_threads_run_meanwhile(rows):
    """While a briefing is made, a thread that only counts goes on counting."""
    many = [
        {"text": f"Ship {n} left port {n % 97} on Tuesday with {n} people aboard, officials said. " * 3}
        for n in range(4_000)
    ]
    articles = tidings.read(many)
    done, ticks = threading.Event(), [0]

    def count():
        while not done.is_set():
            ticks[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    start = time.monotonic()
    tidings.stories(articles)
    took = time.monotonic() - start
    done.set()
    thread.join()
    assert took < 0.02 or ticks[0] >= 5, (took, ticks)


def test_steps_are_told_and_decide_nothing(corpus, capfd):
    steps = []
    watched = tidings.brief(corpus, now=NOW, progress=lambda step, count: steps.append((step, count)))
    assert watched.to_json() == tidings.brief(corpus, now=NOW).to_json()
    assert [step for step, _ in steps] == [
        "cleaning articles",
        "telling events apart",
        "weighing stories",
        "choosing sentences",
    ]
    assert all(count > 0 for _, count in steps) and steps[0][1] >= steps[2][1]
    tidings.stories(corpus, progress=True)
    assert "tidings: telling events apart (" in capfd.readouterr().err


def test_what_a_function_raises_ends_nothing(corpus, recwarn):
    def fails(step, count):
        raise ValueError(step)

    assert tidings.brief(corpus, "100w", now=NOW, progress=fails).text

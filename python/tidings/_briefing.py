"""Briefings, and what is checked, grouped and cut without one."""

from __future__ import annotations

import datetime
import html
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Union

from . import _tidings
from ._inputs import Inputs, native
from ._sentence import Sentence
from ._tidings import TidingsError


Progress = Union[bool, Callable[[str, int], None]]
"""Whether each step is shown, or a function of its words and how many articles or stories it is over."""


class Briefing:
    """A briefing: stories, sentences word for word, and where each comes from. :func:`brief` makes one."""

    def __init__(self, made: _tidings.Briefing) -> None:
        self._made = made
        self._json: str | None = None

    @property
    def text(self) -> str:
        """The page as ``tidings brief`` prints it, in lines of 72 columns."""
        return self._made.render("text")

    @property
    def stories(self) -> list[dict[str, Any]]:
        """The stories as in :meth:`to_dict`, the most important first."""
        return self.to_dict()["stories"]

    @property
    def sources(self) -> list[dict[str, Any]]:
        """The sources as in :meth:`to_dict`, by number."""
        return self.to_dict()["sources"]

    @property
    def warnings(self) -> list[str]:
        """What was odd on the way, in the command's words."""
        return self._made.warnings

    def to_json(self) -> str:
        """What ``tidings brief --format json`` writes (``schema/briefing-1.schema.json``)."""
        if self._json is None:
            self._json = self._made.render("json")
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """:meth:`to_json` as Python objects. Spans count bytes of the source's text, half-open."""
        return json.loads(self.to_json())

    def render(
        self,
        format: str,
        *,
        width: int | None = None,
        title: str | None = None,
        locale: str | None = None,
    ) -> str:
        """The page in a format of the command.

        :param format: text, md, html, json, jsonl, eml, atom or jsonfeed.
        :param width: columns of the format text, 72 without it.
        :param title: the page's title.
        :param locale: the language of headings, counts and dates ("de"); English without it or without labels for it.
        :raises TidingsError: when there is no such format.
        """
        return self._made.render(format, width, title, locale)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a quoted sentence: ``story`` (from 0), ``headline``, ``text``, ``source`` (its number),
        ``publisher``, ``title``, ``url``, ``published``, ``start`` and ``end`` (bytes of the source's text)."""
        page = self.to_dict()
        sources = {source["number"]: source for source in page["sources"]}
        rows = []
        for number, story in enumerate(page["stories"]):
            headline = (story.get("headline") or {}).get("text")
            for item in story["items"]:
                for citation in item["citations"]:
                    entry = sources[citation["source"]]
                    span = citation.get("span") or {}
                    rows.append(
                        {
                            "story": number,
                            "headline": headline,
                            "text": item["text"],
                            "source": citation["source"],
                            "publisher": entry["source"].get("publisher"),
                            "title": entry.get("title"),
                            "url": entry["source"].get("url"),
                            "published": (entry.get("published") or {}).get("at"),
                            "start": span.get("start"),
                            "end": span.get("end"),
                        }
                    )
        return rows

    def to_pandas(self) -> Any:
        """:meth:`rows` as a ``pandas.DataFrame``.

        :raises ImportError: without pandas.
        """
        import pandas

        return pandas.DataFrame(self.rows(), columns=list(_COLUMNS))

    def to_arrow(self) -> Any:
        """:meth:`rows` as a ``pyarrow.Table``.

        :raises ImportError: without pyarrow.
        """
        import pyarrow

        kinds = {"text": pyarrow.string(), "number": pyarrow.int64()}
        schema = pyarrow.schema([(name, kinds[kind]) for name, kind in _COLUMNS.items()])
        return pyarrow.Table.from_pylist(self.rows(), schema=schema)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        page = self.to_dict()
        counts = page["counts"]
        return (
            f"<tidings.Briefing: {len(page['stories'])} stories from {counts['articles']} articles, "
            f"{counts['words']} words>"
        )

    def _repr_html_(self) -> str:
        """For notebooks: the page in a frame of its own, so that its style touches nothing else. The page's own policy
        lets nothing be loaded and no script run."""
        page = html.escape(self._made.render("html"), quote=True)
        style = "width:100%;height:36em;border:1px solid #8884;border-radius:4px"
        return f'<iframe srcdoc="{page}" title="Briefing" style="{style}"></iframe>'


_COLUMNS = {
    "story": "number",
    "headline": "text",
    "text": "text",
    "source": "number",
    "publisher": "text",
    "title": "text",
    "url": "text",
    "published": "text",
    "start": "number",
    "end": "number",
}


def brief(
    articles: Inputs,
    length: str | None = None,
    *,
    method: str | None = None,
    query: str | None = None,
    one_story: bool = False,
    newsroom: bool = True,
    older: str = "mark",
    now: str | datetime.datetime | None = None,
    headlines: int = 0,
    max_sentences: int = 2_000,
    candidates: bool = False,
    since_set: Inputs | None = None,
    input_format: str | None = None,
    progress: Progress = False,
) -> Briefing:
    """Makes a briefing of articles, whose order does not matter.

    :param articles: paths, dictionaries, a data frame or an Arrow table (see :mod:`tidings`).
    :param length: hard limit: ``"250w"`` words, ``"8s"`` sentences, ``"1500c"`` characters, ``"2000b"`` bytes,
        ``"3min"`` reading time, ``"10%"`` of the input; 250 words for one story and three minutes for several
        without it.
    :param method: a ranking method (:func:`methods` lists them), ``"coverage"`` without one.
    :param query: focus on a question or topic.
    :param one_story: take all articles as one story.
    :param newsroom: the newsroom's rules; without them the method alone chooses.
    :param older: ``"mark"`` articles older than the rest of their story and quote nothing of them, or ``"keep"`` them.
    :param now: the moment that counts as now, as a ``datetime`` or ``"2026-05-10T18:00:00Z"``, for results that can
        be repeated; the clock's without it.
    :param headlines: most stories that are not told and listed by their headlines.
    :param max_sentences: most sentences that are used of one article.
    :param candidates: every considered sentence in :meth:`Briefing.to_dict`.
    :param since_set: say only what these earlier articles did not say.
    :param input_format: the format of all files (:func:`read`).
    :param progress: ``True`` shows each step on standard error; a function is called with its words and how many
        articles or stories it is over. What a function raises ends nothing.
    :raises TidingsError: when nothing was read, nothing can be quoted, nothing fits the length, or a setting is wrong.
    """
    if isinstance(now, datetime.datetime):
        if now.tzinfo is None:
            now = now.astimezone()
        now = now.isoformat(timespec="seconds")
    return Briefing(
        _tidings.brief(
            native(articles, input_format),
            length=length,
            method=method,
            query=query,
            one_story=one_story,
            newsroom=newsroom,
            older=older,
            now=now,
            headlines=headlines,
            max_sentences=max_sentences,
            candidates=candidates,
            told=None if since_set is None else native(since_set),
            progress=_watching(progress),
        )
    )


def _watching(progress: Progress) -> Callable[[str, int], None] | None:
    """The function that is told of each step, if anybody waits."""
    if callable(progress):
        return progress
    return _show if progress else None


def _show(step: str, count: int) -> None:
    print(f"tidings: {step} ({count:,})", file=sys.stderr, flush=True)


class Verification(NamedTuple):
    """What :func:`verify` found. True where every quote holds."""

    sentences: int
    """Sentences that were checked."""
    figures: int
    """Figures that were checked."""
    places: int
    """Cited places that were checked."""
    sources: int
    """Sources that were checked."""
    problems: list[str]
    """Every problem in the command's words; empty where every quote holds."""

    def __bool__(self) -> bool:
        return not self.problems


def verify(
    briefing: Briefing | Mapping[str, Any] | str | os.PathLike[str],
    articles: Inputs,
    *,
    input_format: str | None = None,
) -> Verification:
    """Compares every quote of a briefing with its sources, byte by byte.

    :param briefing: a :class:`Briefing`, its dictionary, its JSON, or the path of a file that holds it.
    :param articles: the articles it was made of.
    :param input_format: the format of all files (:func:`read`).
    :raises TidingsError: when the briefing is none.
    """
    if isinstance(briefing, Briefing):
        text = briefing.to_json()
    elif isinstance(briefing, Mapping):
        text = json.dumps(briefing)
    elif isinstance(briefing, str) and briefing.lstrip().startswith("{"):
        text = briefing
    else:
        try:
            with open(briefing, encoding="utf-8-sig") as file:
                text = file.read()
        except OSError as error:
            raise TidingsError(f"{os.fspath(briefing)}: cannot be read: {error.strerror}") from error
    return Verification(*_tidings.verify(text, native(articles, input_format)))


def stories(
    articles: Inputs, *, input_format: str | None = None, progress: Progress = False
) -> list[dict[str, Any]]:
    """Groups articles into stories, the most important first, as ``tidings stories --json`` does.

    :param input_format: the format of all files (:func:`read`).
    :param progress: as for :func:`brief`.
    :return: one dictionary a story: ``headline``, ``publishers``, ``independent`` (publishers that count for
        themselves), ``first`` and ``last`` time, ``articles`` and ``older`` ones.
    :raises TidingsError: when nothing was read.
    """
    return _tidings.stories(native(articles, input_format), progress=_watching(progress))


def sentences(text: str, *, language: str | None = None) -> list[Sentence]:
    """The sentences of a plain text in order, headings and furniture among them.

    :param language: its language (``"de"``, ``"pt-BR"``); found out without it.
    :raises TidingsError: when the language is no code.
    """
    return [
        Sentence(words, start, end, start_byte, end_byte, paragraph, role)
        for start, end, start_byte, end_byte, paragraph, role, words in _tidings.sentences(
            text, language
        )
    ]

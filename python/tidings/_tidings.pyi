"""The native half; use what the package itself gives."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

__version__: str

class TidingsError(ValueError):
    """What the command line would end with; the message is the same."""

class NothingToTell(TidingsError):
    """The articles give no briefing: there are none, none may be quoted, or no sentence fits the length."""

_Column = tuple[str, int, int, int, int, int]

class Articles:
    @staticmethod
    def from_paths(
        paths: Sequence[str | os.PathLike[str]], input_format: str | None = None
    ) -> Articles: ...
    @staticmethod
    def from_lines(lines: bytes, name: str, before: int = 0) -> Articles: ...
    @staticmethod
    def from_arrow(
        batches: list[tuple[int, list[_Column]]], name: str, before: int = 0
    ) -> Articles: ...
    def __len__(self) -> int: ...
    def warnings(self, failed: bool = False) -> list[str]: ...

class Frequencies:
    def __init__(self, table: str) -> None: ...

class Briefing:
    @property
    def members(self) -> list[list[str]]: ...
    @property
    def warnings(self) -> list[str]: ...
    def render(
        self,
        format: str,
        width: int | None = None,
        title: str | None = None,
        locale: str | None = None,
    ) -> str: ...

class Scores:
    def __len__(self) -> int: ...
    def extend(self, more: Scores) -> None: ...
    def rows(self) -> list[list[tuple[float, float, float] | None]]: ...

_Ends = tuple[float, float, float]

class Rouge:
    def __init__(
        self,
        preset_name: str,
        metrics: list[str] | None = None,
        stem: bool | None = None,
        samples: int = 1000,
        confidence: float = 95.0,
        seed: int = 1,
    ) -> None: ...
    @property
    def metrics(self) -> list[str]: ...
    @property
    def measure(self) -> str: ...
    def score(
        self, predictions: list[list[str]], references: list[list[list[str]]]
    ) -> Scores: ...
    def summary(
        self, scores: Scores, ids: list[str]
    ) -> tuple[list[tuple[_Ends, _Ends, _Ends] | None], str]: ...

def brief(
    articles: Articles,
    *,
    length: str | None = None,
    method: str | None = None,
    query: str | None = None,
    one_story: bool = False,
    newsroom: bool = True,
    older: str = "mark",
    now: str | None = None,
    headlines: int = 0,
    max_sentences: int = 2000,
    candidates: bool = False,
    told: Articles | None = None,
    frequencies: Frequencies | None = None,
    clock: bool = True,
    progress: Callable[[str, int], None] | None = None,
) -> Briefing: ...
def verify(briefing: str, articles: Articles) -> tuple[int, int, int, int, list[str]]: ...
def stories(
    articles: Articles, *, progress: Callable[[str, int], None] | None = None
) -> list[dict[str, Any]]: ...
def sentences(
    text: str, language: str | None = None
) -> list[tuple[int, int, int, int, int, str, str]]: ...
def methods() -> list[str]: ...
def presets() -> list[tuple[str, str]]: ...
def files(paths: list[str]) -> tuple[list[str], list[str]]: ...
def to_records(
    articles: Articles, start: int, stop: int, placeless: bool = False
) -> tuple[list[str | None], list[str | None], list[str], list[str]]: ...
def from_records(batches: list[tuple[int, _Column]]) -> Articles: ...
def count(articles: Articles) -> list[tuple[str, int]]: ...
def identify(
    today: list[list[str]], earlier: list[tuple[str, list[str]]]
) -> list[tuple[str, bool]]: ...

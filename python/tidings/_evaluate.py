"""Methods over data sets: the command ``tidings evaluate``, whose table comes back as a data frame."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ._tidings import TidingsError


def find_command() -> str:
    """The path of the command ``tidings`` that came with this package.

    :raises FileNotFoundError: when there is none.
    """
    name = "tidings" + (sysconfig.get_config_var("EXE") or "")
    folders = [sysconfig.get_path("scripts")]
    # `pip install --user`, `pip install --target`, an environment that is not the running interpreter's.
    folders.append(sysconfig.get_path("scripts", f"{os.name}_user"))
    folders.append(str(Path(__file__).parent.parent / "bin"))
    folders.append(os.path.dirname(sys.executable))
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError("the command `tidings` is not there; hint: pip install tidings again")
    return found


def evaluate(
    dataset: str | os.PathLike[str] | Iterable[Any],
    methods: str | Iterable[str] = "all",
    *,
    length: str | None = None,
    preset: str | None = None,
    metrics: Iterable[str] | None = None,
    per_item: bool = False,
    samples: int | None = None,
    seed: int | None = None,
    progress: bool = False,
) -> Any:
    """Runs methods over data sets and gives the table that a paper would print.

    :param dataset: the path of a data set of any form that ``tidings evaluate`` reads, several paths, or items:
        dictionaries with ``id``, ``documents`` (dictionaries with ``text``) and ``references`` (texts).
    :param methods: names, or ``"all"``; ``"oracle"`` and ``"random"`` are possible too.
    :param length: length of the summaries (``"100w"``); their references' mean length without it.
    :param preset: how to score (:meth:`Rouge.presets`).
    :param metrics: measures in place of the preset's.
    :param per_item: one row an item and method, with its summary, instead of one row a method.
    :param samples: resamples of the intervals, 1000 without it.
    :param seed: seed of resamples and tests, 1 without it.
    :param progress: show how far it is on standard error.
    :return: a ``pandas.DataFrame``; its ``attrs`` hold the command's whole JSON where rows are methods.
    :raises TidingsError: what the command line says.
    :raises ImportError: without pandas.
    """
    import pandas

    names = methods if isinstance(methods, str) else ",".join(methods)
    options = ["--methods", names, "--jsonl" if per_item else "--json"]
    for flag, value in (
        ("--length", length),
        ("--preset", preset),
        ("--metrics", None if metrics is None else ",".join(metrics)),
        ("--samples", samples),
        ("--seed", seed),
    ):
        if value is not None:
            options += [flag, str(value)]
    with tempfile.TemporaryDirectory(prefix="tidings-") as folder:
        paths = _paths(dataset, Path(folder))
        lines = _run(["evaluate", *options, "--", *paths], progress)
    if per_item:
        return pandas.DataFrame(_item(json.loads(line)) for line in lines.splitlines())
    report = json.loads(lines)
    frame = pandas.DataFrame(
        row for found in report["datasets"] for row in _standings(found)
    )
    frame.attrs["report"] = report
    return frame


def _paths(dataset: Any, folder: Path) -> list[str]:
    if isinstance(dataset, (str, os.PathLike)):
        return [os.fspath(dataset)]
    items = list(dataset)
    if items and all(isinstance(item, (str, os.PathLike)) for item in items):
        return [os.fspath(item) for item in items]
    path = folder / "items.jsonl"
    with open(path, "w", encoding="utf-8", errors="replace") as file:
        for at, item in enumerate(items):
            if not isinstance(item, Mapping):
                raise TidingsError(f"item {at} is a {type(item).__name__}; give paths or dictionaries")
            file.write(json.dumps(dict(item), ensure_ascii=False, default=str) + "\n")
    return [str(path)]


def _run(arguments: list[str], progress: bool) -> str:
    """Runs the command; the interpreter is let go of while it works."""
    command = [find_command(), *arguments]
    stderr = None if progress else subprocess.PIPE
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=stderr, stdin=subprocess.DEVNULL)
    # 3: written, though some items were broken.
    if done.returncode not in (0, 3):
        said = (done.stderr or b"").decode("utf-8", "replace").strip()
        said = said.replace("tidings: ", "") or f"it ended with code {done.returncode}"
        raise TidingsError(said)
    return done.stdout.decode("utf-8")


def _item(row: dict[str, Any]) -> dict[str, Any]:
    scores = row.pop("scores")
    row["summary"] = "\n".join(row["summary"])
    for name, score in scores.items():
        for letter, figure in (("p", "precision"), ("r", "recall"), ("f", "fmeasure")):
            row[f"{name}_{figure}"] = None if score is None else score[letter]
    return row


def _standings(found: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """One row a method, the best first: each measure's mean with the ends of its interval and the p-value beside the
    best."""
    for standing in found["standings"]:
        row = {"dataset": found["name"], "method": standing["name"]}
        for name, cell in zip(found["metrics"], standing["cells"]):
            against = (cell or {}).get("against_best") or {}
            row[name] = (cell or {}).get("avg")
            row[f"{name}_low"], row[f"{name}_high"] = (cell or {}).get("lo"), (cell or {}).get("hi")
            row[f"{name}_p"] = against.get("p_randomisation")
        for name in ("items", "missing", "words", "repeating", "overlap", "seconds", "bound"):
            row[name] = standing[name]
        yield row

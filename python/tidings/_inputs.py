"""What may be given as articles, and how it is read."""

from __future__ import annotations

import datetime
import json
import os
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, Union

from . import _tidings
from ._tidings import TidingsError

Inputs = Union[str, "os.PathLike[str]", Iterable[Any], "Articles", Any]


class TidingsWarning(UserWarning):
    """An input, or a part of one, that could not be used while others could; the command's words."""


class Articles:
    """Articles that were read, ready for any number of briefings. :func:`read` makes them."""

    def __init__(self, native: _tidings.Articles) -> None:
        self._native = native

    def __len__(self) -> int:
        """Number of articles."""
        return len(self._native)

    def __repr__(self) -> str:
        return f"<tidings.Articles: {len(self)}>"

    @property
    def warnings(self) -> list[str]:
        """What was odd on the way, in the command's words."""
        return self._native.warnings()


def read(inputs: Inputs, *, input_format: str | None = None) -> Articles:
    """Reads articles once, for any number of briefings.

    :param inputs: paths, dictionaries, a data frame or an Arrow table (see :mod:`tidings`).
    :param input_format: the format of all files: text, markdown, html, feed, json, jsonl, mail, mbox, warc; told by
        content and name otherwise.
    :raises TidingsError: when a format has no such name, or an article is neither path nor mapping.
    """
    return Articles(native(inputs, input_format, warn=False))


def native(
    inputs: Inputs, input_format: str | None = None, *, warn: bool = True
) -> _tidings.Articles:
    """The crate's articles. What failed beside others that did not is warned of."""
    found = _native(inputs, input_format)
    if warn and len(found):
        for line in found.warnings(failed=True):
            warnings.warn(line, TidingsWarning, stacklevel=3)
    return found


def _native(inputs: Inputs, input_format: str | None) -> _tidings.Articles:
    if isinstance(inputs, Articles):
        return inputs._native
    if isinstance(inputs, (str, os.PathLike)):
        return _tidings.Articles.from_paths([os.fspath(inputs)], input_format)
    if isinstance(inputs, Mapping):
        return _of_rows([inputs])
    if hasattr(inputs, "to_dict") and hasattr(inputs, "columns"):
        return _of_frame(inputs)
    if hasattr(inputs, "__arrow_c_stream__") or hasattr(inputs, "__arrow_c_array__"):
        return of_arrow(inputs)
    given = list(inputs)
    if all(isinstance(item, (str, os.PathLike)) for item in given):
        return _tidings.Articles.from_paths([os.fspath(item) for item in given], input_format)
    return _of_rows(given)


def _of_rows(rows: Iterable[Any], file: str = "articles", before: int = 0) -> _tidings.Articles:
    """Dictionaries, by way of lines of JSON: what reads the command's files reads them."""
    lines = []
    for at, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise TidingsError(
                f"article {at} is a {type(row).__name__}; give all paths, or all dictionaries with `text`"
            )
        known = {str(key): value for key, value in row.items() if not _is_missing(value)}
        lines.append(json.dumps(known, ensure_ascii=False, default=_plain))
    text = "\n".join(lines)
    # What is no UTF-8 (half of a surrogate pair) is replaced, as in a file.
    return _tidings.Articles.from_lines(text.encode("utf-8", "replace"), file, before)


def _is_missing(value: Any) -> bool:
    """None, and what pandas puts where nothing is: NaN and NaT are not equal to themselves."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except Exception:  # noqa: BLE001 - pandas.NA has no truth value
        return type(value).__name__ == "NAType"


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    for name in ("isoformat", "tolist"):
        if hasattr(value, name):
            return getattr(value, name)()
    return str(value)


def _of_frame(frame: Any) -> _tidings.Articles:
    try:
        import pyarrow
    except ImportError:
        pyarrow = None
    if pyarrow is None:
        # polars counts rows as pandas does, by another name.
        rows = frame.to_dicts() if hasattr(frame, "to_dicts") else frame.to_dict("records")
        return _of_rows(rows)
    if hasattr(frame, "to_arrow"):
        return of_arrow(frame.to_arrow())
    if any(not isinstance(name, str) for name in frame.columns):
        frame = frame.rename(columns=str)
    try:
        table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError):
        # A column of mixed types: row by row.
        return _of_rows(frame.to_dict("records"))
    return of_arrow(table)


def of_arrow(table: Any, file: str = "articles", before: int = 0) -> _tidings.Articles:
    """An Arrow table: its texts are read where they lie, without a Python object for any of them. Its rows are the records
    of a file of that name behind so many others."""
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError("Arrow tables need pyarrow; hint: pip install pyarrow") from error
    if not isinstance(table, (pyarrow.Table, pyarrow.RecordBatch)):
        table = pyarrow.table(table)
    if isinstance(table, pyarrow.RecordBatch):
        table = pyarrow.Table.from_batches([table])
    texts, odd = {}, []
    for name, column in zip(table.column_names, table.columns):
        text = _texts(column, pyarrow)
        if text is None:
            odd.append(name)
        else:
            texts[name] = text
    if odd:
        # Lists and structures (several authors, a publisher with an address) come as Python objects.
        return _of_rows(table.to_pylist(), file, before)
    # The table owns the buffers whose addresses are handed on, and lives until the call is over.
    held = pyarrow.table(texts)
    found = _tidings.Articles.from_arrow(columns_of(held), file, before)
    del held
    return found


def columns_of(held: Any) -> list[tuple[int, list[tuple[str, int, int, int, int, int]]]]:
    """Where the buffers of a table of texts with 64-bit offsets lie, batch by batch. They live as long as the table."""
    batches = []
    for batch in held.to_batches():
        columns = []
        for name, array in zip(held.column_names, batch.columns):
            valid, offsets, data = array.buffers()
            columns.append(
                (
                    name,
                    array.offset,
                    0 if valid is None else valid.address,
                    0 if offsets is None else offsets.address,
                    0 if data is None else data.address,
                    0 if data is None else data.size,
                )
            )
        batches.append((batch.num_rows, columns))
    return batches


def _texts(column: Any, pyarrow: Any) -> Any:
    """A column as texts with 64-bit offsets; the bytes of a column of texts stay where they are."""
    kind = column.type
    types = pyarrow.types
    if types.is_nested(kind) or types.is_binary(kind) or types.is_large_binary(kind):
        return None
    if types.is_timestamp(kind):
        # To the second: what stands behind it matters to nobody who reads the news.
        zone = "Z" if kind.tz is not None else ""
        if kind.tz is not None:
            column = column.cast(pyarrow.timestamp(kind.unit, "UTC"))
        column = column.cast(pyarrow.timestamp("s", "UTC" if zone else None), safe=False)
        import pyarrow.compute as compute

        return compute.strftime(column, format="%Y-%m-%dT%H:%M:%S" + zone).cast(
            pyarrow.large_string()
        )
    try:
        return column.cast(pyarrow.large_string())
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError):
        return None

"""ROUGE as papers print it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Union

from . import _tidings
from ._tidings import TidingsError

Text = Union[str, Sequence[str]]
"""A text: one string, whose lines are its sentences, or a list of sentences."""

# Items that are scored between two calls of `progress`. Set by: judgement; some tenths of a second.
_STEP = 2_000


class Score(NamedTuple):
    """Precision, recall and F, each from 0 to 1; the fields are those of ``rouge_score.scoring.Score``."""

    precision: float
    recall: float
    fmeasure: float


class RougeResult(dict):
    """What all items make together: measure (``"rouge1"``, ``"rougeLsum"`` …) to the figure that the preset's users
    report, as Hugging Face's ``evaluate`` gives it, with more beside it."""

    scores: dict[str, Score | None]
    """Precision, recall and F of each measure."""
    intervals: dict[str, tuple[float, float] | None]
    """Lower and upper end of the figure's interval."""
    per_item: list[dict[str, Score | None]]
    """Every item's scores, in the order given."""
    measure: str
    """Which figure stands for a score: precision, recall or fmeasure."""
    signature: str
    """One line that lets anybody repeat the figures."""

    def to_pandas(self) -> Any:
        """One row a measure: precision, recall, fmeasure, low, high.

        :raises ImportError: without pandas.
        """
        import pandas

        rows = {
            name: [*(score or (None,) * 3), *(self.intervals[name] or (None,) * 2)]
            for name, score in self.scores.items()
        }
        columns = ["precision", "recall", "fmeasure", "low", "high"]
        return pandas.DataFrame.from_dict(rows, orient="index", columns=columns)


class Rouge:
    """Scores summaries exactly as ROUGE-1.5.5 (Perl) or rouge-score (Python) do; in scripts that those do not see, by words
    of any script (the preset ``unicode``).

    :param preset: settings that papers used: ``default``, ``duc2004``, ``duc2004-665b``, ``duc2006``, ``tac2008``,
        ``multinews``, ``wcep``, ``rouge-score``, ``unicode`` (:meth:`presets` tells of each).
    :param metrics: measures in place of the preset's: ``rouge1`` to ``rouge9``, ``rougeL``, ``rougeLsum``,
        ``rougeW1.2``, ``rougeS4``, ``rougeSU4``, ``rougeS*``, ``rougeSU*``.
    :param stem: whether words are stemmed, in place of what the preset says.
    :param samples: resamples of the intervals.
    :param confidence: per cent that intervals hold.
    :param seed: seed of the resamples, where the preset does not have its own.
    :raises TidingsError: when there is no such preset or measure, or they do not fit each other.
    """

    def __init__(
        self,
        preset: str = "default",
        *,
        metrics: Iterable[str] | None = None,
        stem: bool | None = None,
        samples: int = 1_000,
        confidence: float = 95.0,
        seed: int = 1,
    ) -> None:
        names = None if metrics is None else list(metrics)
        self._native = _tidings.Rouge(preset, names, stem, samples, confidence, seed)

    @staticmethod
    def presets() -> dict[str, str]:
        """The presets' names, each with who uses it."""
        return dict(_tidings.presets())

    @property
    def metrics(self) -> list[str]:
        """The measures, in the order of all results."""
        return self._native.metrics

    def score(self, target: Text | Sequence[Text], prediction: Text) -> dict[str, Score | None]:
        """One prediction beside its reference, as ``rouge_score.rouge_scorer.RougeScorer.score``."""
        scores = self._native.score([_lines(prediction)], [_references(target)])
        return _named(self.metrics, scores.rows()[0])

    def compute(
        self,
        *,
        predictions: Sequence[Text],
        references: Sequence[Text | Sequence[Text]],
        ids: Sequence[str] | None = None,
        use_aggregator: bool = True,
        progress: Callable[[int, int], object] | None = None,
    ) -> RougeResult:
        """Scores all predictions.

        :param predictions: one text an item.
        :param references: one text an item, or a list of texts an item where it has several references. (A list of
            strings is several references; a reference as a list of sentences is a list within that list.)
        :param ids: names of the items; the script ROUGE-1.5.5 resamples in their order. Their numbers without it.
        :param use_aggregator: with False, the figures of all items instead of the one that they make together.
        :param progress: called with the number of items that are scored and the number of all.
        :raises TidingsError: when there are not as many predictions as references.
        """
        predictions, references = list(predictions), list(references)
        if len(predictions) != len(references):
            raise TidingsError(
                f"there are {len(predictions)} predictions and {len(references)} references; one is needed for each"
            )
        if not predictions:
            raise TidingsError("nothing to score; give at least one prediction")
        if ids is not None and len(ids) != len(predictions):
            raise TidingsError(f"there are {len(predictions)} predictions and {len(ids)} ids")
        step = len(predictions) if progress is None else _STEP
        scores = self._native.score([], [])
        for start in range(0, len(predictions), step):
            part = self._native.score(
                [_lines(text) for text in predictions[start : start + step]],
                [_references(item) for item in references[start : start + step]],
            )
            scores.extend(part)
            if progress is not None:
                progress(len(scores), len(predictions))
        width = len(str(len(predictions)))
        names = [f"{n:0{width}}" for n in range(len(predictions))] if ids is None else list(ids)
        summed, signature = self._native.summary(scores, names)
        return self._result(scores.rows(), summed, signature, use_aggregator)

    def _result(self, rows: Any, summed: Any, signature: str, use_aggregator: bool) -> RougeResult:
        metrics, measure = self.metrics, self._native.measure
        column = Score._fields.index(measure)
        result = RougeResult()
        result.signature, result.measure = signature, measure
        result.per_item = [_named(metrics, row) for row in rows]
        result.scores, result.intervals = {}, {}
        for name, average in zip(metrics, summed):
            result.scores[name] = None if average is None else Score(*(ends[0] for ends in average))
            result.intervals[name] = None if average is None else average[column][1:]
            if use_aggregator:
                result[name] = None if average is None else average[column][0]
            else:
                figures = (item[name] for item in result.per_item)
                result[name] = [None if score is None else score[column] for score in figures]
        return result


def _named(metrics: list[str], row: Any) -> dict[str, Score | None]:
    return {
        name: None if triple is None else Score(*triple) for name, triple in zip(metrics, row)
    }


def _lines(text: Text) -> list[str]:
    return text.split("\n") if isinstance(text, str) else [str(line) for line in text]


def _references(item: Text | Sequence[Text]) -> list[list[str]]:
    return [_lines(item)] if isinstance(item, str) else [_lines(text) for text in item]

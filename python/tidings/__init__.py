"""Many news articles become one short briefing, every sentence quoted word for word with its sources.

>>> import tidings
>>> print(tidings.brief(["articles/"], length="100w"))          # doctest: +SKIP
>>> tidings.Rouge(preset="duc2004").compute(predictions=[…], references=[…])   # doctest: +SKIP

Everything that decides a result is the same code as the command ``tidings``, which the wheel brings too; the
results are the same bytes. While it works the interpreter is let go of, so other threads run on.

Articles may be given as

* paths of files and folders of any format that the command reads (``str`` or ``os.PathLike``),
* dictionaries with ``text`` and, where known, ``title``, ``url``, ``publisher``, ``published``, ``language``
  (whatever common names these fields have), or plain texts wrapped as ``{"text": …}``,
* a pandas or polars ``DataFrame``, a ``pyarrow`` table, or anything that gives an Arrow stream, with such columns,
* what :func:`read` gave.

What the command line would end with is raised as :class:`TidingsError` with the same message; an input that is
lost beside others that are not is a :class:`TidingsWarning`.
"""

from ._briefing import Briefing, Verification, brief, sentences, stories, verify
from ._evaluate import evaluate
from ._inputs import Articles, TidingsWarning, read
from ._rouge import Rouge, RougeResult, Score
from ._sentence import Sentence
from ._tidings import NothingToTell, TidingsError, __version__, methods

__all__ = [
    "Articles",
    "Briefing",
    "NothingToTell",
    "Rouge",
    "RougeResult",
    "Score",
    "Sentence",
    "TidingsError",
    "TidingsWarning",
    "Verification",
    "__version__",
    "brief",
    "evaluate",
    "methods",
    "read",
    "sentences",
    "stories",
    "verify",
]

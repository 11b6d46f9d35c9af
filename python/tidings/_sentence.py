"""One sentence of a text."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """A sentence, heading or piece of furniture of a text."""

    text: str
    """Its words, exactly as they stand in the text."""
    start: int
    """Its first character: ``text[start:end]`` are its words."""
    end: int
    """The character behind its last."""
    start_byte: int
    """Its first byte in UTF-8, as the command line counts."""
    end_byte: int
    """The byte behind its last."""
    paragraph: int
    """Its paragraph, from 0."""
    role: str
    """What it is: ``body`` for what may be quoted, else what kind of furniture."""

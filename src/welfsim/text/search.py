"""Finding things by words."""

from __future__ import annotations

from collections.abc import Iterable


def has_words(asked: str, texts: Iterable[str]) -> bool:
    """Say whether all words that are asked for stand in some texts, as parts of words and in any case."""
    said = "\n".join(texts).lower().replace("_", " ")
    return all(word in said for word in asked.lower().replace("_", " ").split())

"""A lexical index in memory: BM25 (Robertson & Zaragoza 2009) over lightly stemmed words, through bm25s."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.text.words import is_function_word, tokens

_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s")
_STEM_LETTERS_MIN = 4


def terms(text: str) -> list[str]:
    """Return the words that can carry a topic, in lower case, common endings cut."""
    words = (token.quote.lower() for token in tokens(text))
    return [_stem(word) for word in words if not is_function_word(word)]


class LexicalIndex:
    """Score every document against a text by the words they share.

    Args:
        texts: The documents; their place is their number.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        from bm25s import BM25

        documents = [terms(text) for text in texts]
        self._size = len(documents)
        self._index = BM25(k1=1.2, b=0.75) if any(documents) else None
        if self._index is not None:
            self._index.index(documents, show_progress=False)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return shape (documents,), 0 and up, higher is closer; 0 where no word is shared."""
        if self._index is None:
            return np.zeros(self._size, dtype=np.float32)
        known = self._index.get_tokens_ids(sorted(set(terms(text))))
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        scores: NDArray[np.float32] = self._index.get_scores_from_ids(known)
        return scores


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_LETTERS_MIN:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > _STEM_LETTERS_MIN else word

"""Score the finding of knowledge cards on the labeled queries, beside searchers that know next to nothing.

    python -m evals.knowledge --split test

"BM25" searches all words of the cards, "title overlap" counts shared words of titles; both show their best three. With
"silent below" a searcher shows nothing under the score at which it did best on the development split.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from assistant.domain.knowledge import KnowledgeCard
from assistant.program.card_files import card_paths, read_cards
from assistant.shipped import shipped_dir
from evals import metrics
from evals.metrics import Score

QUERIES: Final = Path(__file__).parent / "datasets" / "knowledge" / "queries.jsonl"
SHOWN_MAX: Final = 3
ANSWERS: Final = 2
"""The grade of a card that answers what is asked; 1 helps with a part of it."""

Split = Literal["dev", "test"]
Ranked = Sequence[tuple[str, float]]
"""Ids of cards with scores, the best first."""


@dataclass(frozen=True, slots=True)
class Query:
    """A labeled draft; `cards` is the grade of each card that helps, none when no card does."""

    id: str
    split: Split
    kind: str
    field: str
    voice: str
    text: str
    cards: Mapping[str, int]


@cache
def read_queries() -> tuple[Query, ...]:
    """Return all queries in the order of the file."""
    rows = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
    return tuple(Query(**{key: row[key] for key in Query.__slots__}) for row in rows)


def shipped_cards() -> tuple[KnowledgeCard, ...]:
    """Return the cards that come with the program and that mentees are shown."""
    cards = read_cards(card_paths([shipped_dir("knowledge")])).cards
    return tuple(card for card in cards if "mentee" in card.audience)


def ndcg(cards: Mapping[str, int], shown: Ranked) -> float:
    """Return nDCG at 3 (Järvelin and Kekäläinen 2002), 0 when nothing is shown."""
    import ir_measures
    from ir_measures import nDCG

    graded = [ir_measures.Qrel("q", card, grade) for card, grade in cards.items()]
    ranked = [ir_measures.ScoredDoc("q", card, float(-place)) for place, (card, _) in enumerate(shown)]
    return float(next(iter(ir_measures.iter_calc([nDCG @ SHOWN_MAX], graded, ranked))).value)


def first_answers(cards: Mapping[str, int], shown: Ranked) -> bool:
    """Tell whether the first card shown is one that answers what is asked."""
    return bool(shown) and cards.get(shown[0][0], 0) == ANSWERS


# trivial searchers

Searcher = Callable[[str], Ranked]


def bm25_searcher(cards: Sequence[KnowledgeCard]) -> Searcher:
    """Search all words of the cards (Robertson and Zaragoza 2009, with the library's defaults)."""
    import bm25s

    index = bm25s.BM25()
    texts = [f"{card.title} {' '.join(card.topics)} {card.body}" for card in cards]
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def search(text: str) -> Ranked:
        words = bm25s.tokenize([text], stopwords="en", return_ids=False, show_progress=False)[0]
        scores = index.get_scores(words) if words else np.zeros(len(cards))
        return _best(cards, scores)

    return search


def title_searcher(cards: Sequence[KnowledgeCard]) -> Searcher:
    """Count the words a text shares with each title, over the words of the title."""
    import bm25s

    def words_of(texts: list[str]) -> list[set[str]]:
        cut: list[list[str]] = bm25s.tokenize(texts, stopwords="en", return_ids=False, show_progress=False)
        return [set(words) for words in cut]

    titles = words_of([card.title for card in cards])

    def search(text: str) -> Ranked:
        own = words_of([text])[0]
        return _best(cards, np.array([len(own & title) / max(len(title), 1) for title in titles]))

    return search


def _best(cards: Sequence[KnowledgeCard], scores: Any) -> Ranked:
    order = np.argsort(-scores, kind="stable")[:SHOWN_MAX]
    return [(cards[n].id, float(scores[n])) for n in order if scores[n] > 0]


def silent_below(search: Searcher, queries: Sequence[Query]) -> Searcher:
    """Show nothing below the score at which most of these queries are shown or not as they should be."""
    found = [(search(query.text), bool(query.cards)) for query in queries]
    bests = [(shown[0][1] if shown else 0.0, fits) for shown, fits in found]
    floor = max(sorted({best for best, _ in bests}), key=lambda low: sum((best >= low) == fits for best, fits in bests))
    return lambda text: [hit for hit in search(text) if hit[1] >= floor]


def engine_searcher() -> Searcher:
    """Search as the product does."""
    from assistant.bootstrap import build
    from assistant.program.imports import import_cards
    from evals.engine import evaluation_settings

    assistant = build(evaluation_settings())
    import_cards([shipped_dir("knowledge")], assistant.store)
    assistant.sync_index()
    return lambda text: [(hit.card.id, hit.score) for hit in assistant.find_cards(text, limit=SHOWN_MAX)]


# the report


def scores_of(queries: Sequence[Query], search: Searcher) -> dict[str, Score]:
    """Return measure -> score."""
    found = [(query, search(query.text)) for query in queries]
    fitting = [(query, shown) for query, shown in found if query.cards]
    return {
        "nDCG@3, where a card fits": metrics.share(np.array([ndcg(q.cards, shown) for q, shown in fitting])),
        "first card answers": metrics.share(np.array([first_answers(q.cards, shown) for q, shown in fitting])),
        "shown, where a card fits": metrics.share(np.array([bool(shown) for _, shown in fitting])),
        "silent, where none fits": metrics.share(np.array([not shown for q, shown in found if not q.cards])),
    }


def main() -> None:
    """Score one split and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    split = parser.parse_args().split
    queries = [query for query in read_queries() if split in ("all", query.split)]
    dev, cards = [query for query in read_queries() if query.split == "dev"], shipped_cards()
    trivial = {"BM25": bm25_searcher(cards), "title overlap": title_searcher(cards)}
    searchers = {"embedded": engine_searcher(), **trivial}
    searchers |= {f"{name}, silent below": silent_below(search, dev) for name, search in trivial.items()}
    results = {name: scores_of(queries, search) for name, search in searchers.items()}
    print(f"{len(queries)} queries, {sum(bool(query.cards) for query in queries)} with a card that fits\n")
    for measure in results["embedded"]:
        for name, found in results.items():
            print(f"{measure:<28}{name:<30}{found[measure]}  n {found[measure].n}")


if __name__ == "__main__":
    main()

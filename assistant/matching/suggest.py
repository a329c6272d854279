"""Suggest three to five mentors for a question, and name very good fits that have no time."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from assistant.domain.mentors import week_of
from assistant.domain.suggestions import Constraints, Seeker, Suggestion, Suggestions
from assistant.matching.engine import MatchingEngine
from assistant.matching.explain import explain
from assistant.matching.reading import Candidates, read_closely
from assistant.matching.search import find_candidates
from assistant.ranking.affinity import AffinityScale
from assistant.ranking.diversity import diversify

READ_CLOSELY = 100
"""Candidates compared by the trained encoder; doubled while too few of them have time."""
READ_CLOSELY_MAX = 800
UNAVAILABLE_MAX = 2


def suggest(
    question: str,
    engine: MatchingEngine,
    *,
    now: datetime,
    seeker: Seeker | None = None,
    constraints: Constraints | None = None,
    limit: int = 5,
) -> Suggestions:
    """Return up to `limit` mentors who fit and have time, the best first; none when nobody is suitable.

    Args:
        question: The sharpened question.
        engine: Index, encoders, profiles.
        now: Decides the week whose minutes count and the clocks of the working hours.
        seeker: Who asks; a mentor shares a language with them, unless they name none.
        constraints: What must hold for every mentor suggested.
        limit: At most so many.

    Raises:
        InvalidInput: The seeker's time zone is unknown.
        IndexMismatch: The index was made by another encoder.
    """
    seeker, constraints = seeker or Seeker(), constraints or Constraints()
    shelf, week = engine.keeper.shelf(), week_of(now)
    allowed = shelf.table.allowed(
        constraints, seeker_languages=seeker.languages, timezone=seeker.timezone, day=now.date()
    )
    wanted = max(READ_CLOSELY, limit)
    while True:
        rows = find_candidates(question, engine, shelf, allowed=allowed, wanted=wanted)
        found = read_closely(question, rows, engine, shelf, week=week, constraints=constraints)
        if int(found.free.sum()) >= limit or len(rows) < wanted or wanted >= READ_CLOSELY_MAX:
            break
        wanted *= 2
    order = _available(found, engine.scale, limit=limit)
    waiting = _waiting(found, order, engine.scale)
    shown = explain(question, [_suggestion(found, n) for n in (*order, *waiting)], engine.fit)
    return Suggestions(tuple(shown[: len(order)]), tuple(shown[len(order) :]), int(allowed.sum()))


def _available(found: Candidates, scale: AffinityScale, *, limit: int) -> list[int]:
    """Return who is suggested, by score; nobody when even the best of all candidates does not fit."""
    if not len(found.affinity) or float(found.affinity.max()) < scale.nobody_below:
        return []
    rows = np.flatnonzero(found.free & (found.affinity >= scale.shown_from))
    chosen = [int(rows[n]) for n in diversify(found.score[rows], found.vectors[rows], limit=limit)]
    return sorted(chosen, key=lambda n: -float(found.score[n]))


def _waiting(found: Candidates, order: list[int], scale: AffinityScale) -> list[int]:
    """Return very good fits without time: no worse than the best who has time, or very good in themselves."""
    best_free = max((float(found.affinity[n]) for n in order), default=1.0)
    floor = max(scale.nobody_below, min(scale.very_good_from, best_free))
    by_fit = (int(n) for n in np.argsort(-found.affinity, kind="stable"))
    return [n for n in by_fit if not found.free[n] and float(found.affinity[n]) >= floor][:UNAVAILABLE_MAX]


def _suggestion(found: Candidates, n: int) -> Suggestion:
    return Suggestion(
        mentor=found.profiles[n],
        affinity=round(float(found.affinity[n]), 4),
        score=round(float(found.score[n]), 4),
        reasons=(),
        first_week=found.first_week[n],
    )

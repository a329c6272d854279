"""Link new guidance to what was said before: which decision it speaks about, and whether it pulls apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.conflicts.engine import ConflictEngine, as_said, without_names
from assistant.domain.clock import Clock, new_id
from assistant.domain.disagreements import Advice, Disagreement, Judgement
from assistant.domain.guidance import GuidanceItem
from assistant.indexing import GUIDANCE_PART
from assistant.ports.index import VectorIndex
from assistant.ports.store import BriefStore, GuidanceStore, MentorStore, PeopleStore
from assistant.text.redaction import redacted

Floats = NDArray[np.float32]


class LinkedStore(GuidanceStore, BriefStore, MentorStore, PeopleStore, Protocol):
    """The part of the store that linking reads."""


@dataclass(frozen=True, slots=True)
class GuidanceLinker:
    """Implements `ports.judge.Linker`: reads all of the mentee's guidance, nobody else's; writes nothing.

    The vectors of earlier items come from the index, so that one more item costs one encoding however much guidance
    there is; what the index does not have yet is encoded here.
    """

    store: LinkedStore
    index: VectorIndex
    engine: ConflictEngine
    clock: Clock

    def link(self, mentee_id: str, items: Sequence[GuidanceItem]) -> tuple[list[GuidanceItem], list[Disagreement]]:
        """Return the items with their decisions, and what they pull apart from."""
        new_ids = {item.id for item in items}
        known = [item for item in self.store.guidance_of(mentee_id) if item.id not in new_ids]
        vectors = self._vectors([*known, *items], count_known=len(known))
        near = self.engine.nearness(vectors, sessions=[one.session_id for one in [*known, *items]])
        linked: list[GuidanceItem] = []
        found: list[Disagreement] = []
        for item in items:
            here, decisions = len(known), [one.decision_id for one in known]
            to_known = self.engine.with_twins(near[here, :here], item.text, [one.text for one in known])
            decision = self.engine.decision_of(to_known, decisions)
            linked.append(replace(item, decision_id=decision or new_id()))
            others = [row for row, one in enumerate(known) if _may_pull_apart(one, item)]
            rows = self.engine.worth_judging(near[here, others], [decisions[row] for row in others], decision)
            found += self._disagreements(linked[-1], [known[others[row]] for row in rows])
            known.append(linked[-1])
        return linked, found

    def _vectors(self, items: Sequence[GuidanceItem], *, count_known: int) -> Floats:
        """Return unit vectors of all items, shape (n, dimensions); the first `count_known` may be in the index."""
        names = [f"{item.id}#{GUIDANCE_PART}" for item in items]
        kept = self.index.vectors("guidance", names[:count_known])
        missing = [item for item, name in zip(items, names, strict=True) if name not in kept]
        encoded = self.engine.vectors([Advice(item.text, item.question) for item in missing])
        fresh = {item.id: vector for item, vector in zip(missing, encoded, strict=True)}
        rows = [kept[name] if name in kept else fresh[item.id] for item, name in zip(items, names, strict=True)]
        return np.stack(rows) if rows else encoded

    def _disagreements(self, item: GuidanceItem, earlier: Sequence[GuidanceItem]) -> list[Disagreement]:
        """Judge an item beside earlier ones."""
        if not earlier:
            return []
        new, *told = self._as_judged([item, *earlier])
        judged = self.engine.judge.judge(new, told)
        found = []
        for old, read, judgement in zip(earlier, told, judged, strict=True):
            quote_a = as_said(judgement.quote_a, read.text, old.text)
            quote_b = as_said(judgement.quote_b, new.text, item.text)
            found.append(self._disagreement(old, item, replace(judgement, quote_a=quote_a, quote_b=quote_b)))
        return [one for one in found if one is not None]

    def _disagreement(self, old: GuidanceItem, item: GuidanceItem, judgement: Judgement) -> Disagreement | None:
        standing = self.engine.standing(judgement, is_same_decision=old.decision_id == item.decision_id)
        if standing == "silent":
            return None
        return Disagreement(
            id=new_id(),
            mentee_id=item.mentee_id,
            item_a=old.id,
            item_b=item.id,
            judgement=judgement,
            is_sure=standing == "flag",
            found_at=self.clock(),
        )

    def _as_judged(self, items: Sequence[GuidanceItem]) -> list[Advice]:
        """Return items as a judge reads them: no name of mentee or mentors in them, no words that the mentee took out."""
        mentee_id = items[0].mentee_id
        people = [self.store.person(mentee_id), *self.store.mentors(sorted({item.mentor_id for item in items}))]
        names = [one.name for one in people if one is not None]
        hidden = self.store.redactions(mentee_id)
        return [
            without_names(
                Advice(
                    redacted(item.text, hidden),
                    redacted(item.question, hidden),
                    redacted(item.mentor_context, hidden),
                    item.session_date,
                ),
                names,
            )
            for item in items
        ]


def _may_pull_apart(earlier: GuidanceItem, item: GuidanceItem) -> bool:
    """Tell whether two items are compared: of two sessions, and neither bound to its context."""
    return earlier.session_id != item.session_id and not (earlier.is_context_bound or item.is_context_bound)

"""The owner's view "fairness": its page, its actions, its tables."""

from __future__ import annotations

from typing import Final

from assistant.domain.people import Person
from assistant.oversight.load import load_view
from assistant.oversight.pool import pool_places
from assistant.oversight.rounds import past_rounds
from assistant.web.owner.fairness import actions
from assistant.web.owner.fairness.page import fairness_page, planned_of, stuck_of
from assistant.web.owner.fairness.tables import (
    NO_ROUND,
    beside_table,
    load_table,
    pool_table,
    round_table,
    rounds_table,
    stuck_table,
)
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerView
from assistant.web.parts import WebParts
from assistant.web.tables import Table


def _load(parts: WebParts, person: Person, _place: OwnerPlace) -> Table:
    return load_table(load_view(parts.store, person, clock=parts.clock))


def _stuck(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    found, name = stuck_of(parts, person, place)
    return stuck_table(found, now=parts.clock(), mentor_name=name)


def _pool(parts: WebParts, person: Person, _place: OwnerPlace) -> Table:
    return pool_table(pool_places(parts.store, person, clock=parts.clock), now=parts.clock())


def _round(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    planned = planned_of(parts, person, place)
    return NO_ROUND if planned is None else round_table(planned, now=parts.clock())


def _beside(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    planned = planned_of(parts, person, place)
    return NO_ROUND if planned is None else beside_table(planned.round)


def _rounds(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    return rounds_table(past_rounds(parts.fairness_desk, person), place)


FAIRNESS: Final = OwnerView(
    fairness_page,
    actions={
        "what_if": actions.move_slider,
        "return_request": actions.return_request,
        "undo_return": actions.undo_return,
        "plan_round": actions.plan,
        "offer_round": actions.offer,
    },
    tables={"load": _load, "stuck": _stuck, "pool": _pool, "round": _round, "beside": _beside, "rounds": _rounds},
    quiet=frozenset({"what_if"}),
)

"""The view of load and fairness as HTML: load and slider, the slider's answer, and what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from assistant.accounts import require_role
from assistant.domain.clock import new_id
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotFound
from assistant.oversight.load import LoadView, load_view
from assistant.oversight.pool import pool_places
from assistant.oversight.rounds import NoPlan, PlannedRound, past_rounds, show_round
from assistant.oversight.seats import RoundWish
from assistant.oversight.stuck import DAYS, DAYS_MAX, StuckRequest, stuck_requests
from assistant.oversight.what_if import TODAYS_RULE, Spread, WhatIf, is_ready, what_if
from assistant.web.owner.fairness import words
from assistant.web.owner.fairness.curve import curve
from assistant.web.owner.fairness.tables import (
    beside_table,
    load_table,
    percent,
    pool_table,
    round_table,
    rounds_table,
    stuck_table,
)
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerPage
from assistant.web.parts import WebParts
from assistant.web.plots import shown_number
from assistant.web.templates import render

BUSIEST: Final = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the part below shows beside what is stored: the form as it was sent, and why it led to no plan."""

    wish: RoundWish = field(default_factory=RoundWish)
    no_plan: NoPlan | None = None


def fairness_page(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Return the view at a place. Raises NotSignedIn, NotAllowed, InvalidInput."""
    return OwnerPage(
        work=load_part(parts, person, place),
        detail=what_if_part(parts, person, evenness_of(place), is_asked=False),
        below=waiting_part(parts, person, place),
    )


def load_part(parts: WebParts, person: Person, place: OwnerPlace) -> str:
    """Return how load is spread, for whom it is too much, and the slider."""
    view = load_view(parts.store, person, clock=parts.clock)
    return render(
        "owner_fairness",
        turn=new_id(),
        place=place,
        fw=words,
        view=view,
        lede=_lede(view),
        table=load_table(view),
        evenness=evenness_of(place),
        percent=percent,
        arrives=bool(place.get("evenness")),
    )


def what_if_part(parts: WebParts, person: Person, evenness: float, *, is_asked: bool = True) -> str:
    """Return both numbers at a position of the slider.

    Where questions have to be read first and nobody `is_asked` to wait for it, return a page that asks by itself.
    """
    desk = parts.fairness_desk
    if not is_asked and not is_ready(desk, person):
        return render("fairness_reading", turn=new_id(), fw=words, is_empty=False)
    found = what_if(desk, person, evenness=evenness)
    if found is None:
        return render("fairness_reading", turn=new_id(), fw=words, is_empty=True)
    return render(
        "fairness_what_if",
        turn=new_id(),
        fw=words,
        found=found,
        fit=_fit,
        peak=_peak,
        position=words.POSITION.format(percent=percent(evenness)),
        curves=(
            curve(words.PLOT_FIT, [(at, one.mean_affinity) for at, one in _spreads(found)], found.evenness, _shown_fit),
            curve(
                words.PLOT_PEAK, [(at, one.peak_to_mean) for at, one in _spreads(found)], found.evenness, _shown_peak
            ),
        ),
    )


def waiting_part(parts: WebParts, person: Person, place: OwnerPlace, shown: Waiting | None = None) -> str:
    """Return what is stuck, the pool, the form of a round, its plan, and earlier rounds."""
    now = parts.clock()
    stuck, name = stuck_of(parts, person, place)
    pool = pool_places(parts.store, person, clock=parts.clock)
    shown = shown or Waiting(RoundWish(older_than_days=days_of(place) if stuck and not pool else None))
    planned = planned_of(parts, person, place) if shown.no_plan is None else None
    return render(
        "fairness_waiting",
        turn=new_id(),
        place=place,
        fw=words,
        days=days_of(place),
        mentor_name=name,
        stuck=stuck_table(stuck, now=now, mentor_name=name),
        pool=pool_table(pool, now=now),
        wish=shown.wish,
        no_plan=shown.no_plan,
        plan=Markup(_plan(planned, place, parts)) if planned is not None else "",
        rounds=rounds_table(past_rounds(parts.fairness_desk, person), place),
    )


def stuck_of(parts: WebParts, person: Person, place: OwnerPlace) -> tuple[list[StuckRequest], str]:
    """Return what a place asks for: all that is stuck, or all that waits for the mentor it names, with their name."""
    mentor_id = place.get("mentor") or None
    found = stuck_requests(parts.store, person, clock=parts.clock, days=days_of(place), mentor_id=mentor_id)
    profiles = parts.store.mentors([mentor_id]) if mentor_id is not None else []
    return found, profiles[0].name if profiles else (found[0].mentor_name if mentor_id and found else "")


def days_of(place: OwnerPlace) -> int:
    """Return from how many days on a place counts a wait as too long; a week where it says nothing that can be read."""
    days = place.get("days")
    return min(DAYS_MAX, max(1, int(days))) if days.isascii() and days.isdigit() else DAYS


def evenness_of(place: OwnerPlace) -> float:
    """Return where the slider of a place stands, today's rule where it says nothing that can be read."""
    try:
        return min(1.0, max(0.0, float(place.get("evenness"))))
    except ValueError:
        return TODAYS_RULE


def whole(text: str) -> int:
    """Read a whole number. Raises InvalidInput."""
    if not text.strip().isascii() or not text.strip().isdigit():
        raise InvalidInput(words.NO_NUMBER.format(value=text[:20]))
    return int(text)


def _lede(view: LoadView) -> str:
    if view.peak_to_mean is None:
        return words.SENTENCE_NONE
    count = min(BUSIEST, sum(one.sessions > 0 for one in view.mentors))
    said = words.SENTENCE if count > 1 else words.SENTENCE_ONE
    return said.format(
        count=count, share=percent(view.share_of_first(count)), peak=shown_number(round(view.peak_to_mean, 1))
    )


def planned_of(parts: WebParts, person: Person, place: OwnerPlace) -> PlannedRound | None:
    """Return the round a place names, None when it names none or a newer plan took its place."""
    require_role(person, "owner")
    if not place.get("round"):
        return None
    try:
        return show_round(parts.fairness_desk, person, place.get("round"))
    except NotFound:
        return None


def _plan(planned: PlannedRound, place: OwnerPlace, parts: WebParts) -> str:
    return render(
        "fairness_plan",
        place=place,
        fw=words,
        planned=planned,
        is_offered=planned.round.offered_at is not None,
        gap=f"{100 * planned.round.gap:.2g}",
        is_optimal=planned.round.gap <= 1e-6,
        beside=beside_table(planned.round),
        table=round_table(planned, now=parts.clock()),
    )


def _fit(spread: Spread) -> str:
    return words.UNKNOWN if spread.mean_affinity is None else _shown_fit(spread.mean_affinity)


def _peak(spread: Spread) -> str:
    return words.UNKNOWN if spread.peak_to_mean is None else _shown_peak(spread.peak_to_mean)


def _shown_fit(affinity: float) -> str:
    return f"{100 * affinity:.1f}"


def _shown_peak(times: float) -> str:
    return f"{times:.1f}"


def _spreads(found: WhatIf) -> list[tuple[float, Spread]]:
    """Return every position with what it leads to, the one the slider stands at among them."""
    return sorted({**dict(found.curve), found.evenness: found.then}.items())

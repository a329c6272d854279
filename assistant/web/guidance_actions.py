"""What a mentee does with what they were told: decide, correct, say what became of it, settle proposals and mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time
from typing import Final, cast

from assistant.checkins import Answer, answer, say_became, say_outcome, set_wishes
from assistant.domain.disagreements import Decision
from assistant.domain.guidance import Outcome as Became
from assistant.domain.quiet_hours import QuietHours
from assistant.errors import InvalidInput
from assistant.guidance import graduation
from assistant.guidance.cards import decide, mentor_names, reopen
from assistant.guidance.timeline import move_item
from assistant.web import guidance_words
from assistant.web.mentee_wish import Outcome, Wish
from assistant.web.mentor_words import first_name
from assistant.web.parts import WebParts
from assistant.web.visit import Notice


def _decide(parts: WebParts, wish: Wish) -> Outcome:
    """Keep what the mentee decided about a disagreement."""
    decision = cast("Decision", wish.get("decision"))
    decide(parts.store, wish.person, wish.get("card"), decision, reason=wish.get("reason"), clock=parts.clock)
    return _stay(wish, guidance_words.DECIDED_NOTE)


def _reopen(parts: WebParts, wish: Wish) -> Outcome:
    """Open a decided disagreement again, and go to it."""
    card = reopen(parts.store, wish.person, wish.get("card"), clock=parts.clock)
    return Outcome(replace(wish.place, card=card.id), Notice(guidance_words.REOPENED_NOTE))


def _move_item(parts: WebParts, wish: Wish) -> Outcome:
    """Correct which decision a piece of advice is about."""
    decision_id = wish.get("decision") or None
    move_item(parts.store, wish.person, wish.get("item"), decision_id=decision_id, clock=parts.clock)
    return _stay(wish, guidance_words.MOVED_NOTE)


def _answer(parts: WebParts, wish: Wish) -> Outcome:
    """Answer a check-in."""
    commitment = answer(parts.store, wish.person, wish.get("checkIn"), _became(wish), clock=parts.clock)
    return _thanked(parts, wish, commitment.mentor_id)


def _commitment_became(parts: WebParts, wish: Wish) -> Outcome:
    """Say, without being asked, what became of a promise."""
    commitment = say_became(parts.store, wish.person, wish.get("commitment"), _became(wish), clock=parts.clock)
    return _thanked(parts, wish, commitment.mentor_id)


def _said_became(parts: WebParts, wish: Wish) -> Outcome:
    """Say what became of a piece of advice."""
    item = say_outcome(parts.store, wish.person, wish.get("item"), _became(wish), clock=parts.clock)
    return _thanked(parts, wish, item.mentor_id)


def _consent(parts: WebParts, wish: Wish) -> Outcome:
    """Agree to go on elsewhere, with the note as it was edited."""
    graduation.consent(parts.store, wish.person, wish.get("proposal"), note=wish.get("note"), clock=parts.clock)
    return _stay(wish, guidance_words.CONSENTED_NOTE)


def _decline_proposal(parts: WebParts, wish: Wish) -> Outcome:
    """Not go on elsewhere."""
    graduation.decline(parts.store, wish.person, wish.get("proposal"), clock=parts.clock)
    return _stay(wish, guidance_words.DECLINED_NOTE)


def _set_wishes(parts: WebParts, wish: Wish) -> Outcome:
    """Keep when the mentee wants mail."""
    set_wishes(parts.store, wish.person, is_unsubscribed=wish.get("ask") != "yes", quiet=_quiet(wish.detail))
    return _stay(wish, guidance_words.WISHES_SAVED)


def _became(wish: Wish) -> Answer:
    return Answer(cast("Became", wish.get("outcome")), wish.get("why"))


def _quiet(typed: Mapping[str, str]) -> QuietHours | None:
    if "quiet" not in typed:
        return None
    try:
        return QuietHours(time.fromisoformat(typed["quiet_from"]), time.fromisoformat(typed["quiet_until"]))
    except (KeyError, ValueError) as error:
        raise InvalidInput("the quiet hours are no times", for_people=guidance_words.BOTH_TIMES) from error


def _stay(wish: Wish, text: str) -> Outcome:
    return Outcome(replace(wish.place, card=None), Notice(text))


def _thanked(parts: WebParts, wish: Wish, mentor_id: str) -> Outcome:
    name = mentor_names(parts.store, [mentor_id]).get(mentor_id, guidance_words.A_MENTOR)
    return _stay(wish, guidance_words.ANSWERED_NOTE.format(name=first_name(name)))


GUIDANCE_ACTIONS: Final[Mapping[str, Callable[[WebParts, Wish], Outcome]]] = {
    "decide": _decide,
    "reopen": _reopen,
    "move_item": _move_item,
    "answer": _answer,
    "commitment_became": _commitment_became,
    "said_became": _said_became,
    "consent": _consent,
    "decline_proposal": _decline_proposal,
    "set_wishes": _set_wishes,
}
"""By the name a button or form says."""

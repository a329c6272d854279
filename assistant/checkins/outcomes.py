"""What became of advice and commitments, in the mentee's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock
from assistant.domain.guidance import OUTCOMES, GuidanceItem, Outcome
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotFound
from assistant.ports.store import GuidanceStore
from assistant.text.intake import checked_text

WHY_CHARACTERS_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of something, and one line why; "" for no reason given."""

    outcome: Outcome
    why: str = ""


def say_outcome(
    store: GuidanceStore, person: Person | None, item_id: str, answer: Answer, *, clock: Clock
) -> GuidanceItem:
    """Say what became of a piece of advice, in place of what was said before; its mentor reads it.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It was not given to them.
        InvalidInput: The outcome is none of the four, or the line why is too long or no plain text.
    """
    mentee, said = require_role(person, "mentee"), checked_answer(answer)
    item = next(iter(store.guidance_items([item_id])), None)
    if item is None or item.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} was given no advice {item_id!r}.")
    changed = replace(item, outcome=said.outcome, why=said.why, outcome_at=clock())
    store.change_guidance(changed)
    return changed


def checked_answer(answer: Answer) -> Answer:
    """Return the answer with its reason on one line. Raises InvalidInput."""
    if answer.outcome not in OUTCOMES:
        raise InvalidInput(f"found the outcome {answer.outcome!r}, expected one of {', '.join(OUTCOMES)}")
    if not answer.why.strip():
        return Answer(answer.outcome)
    return Answer(answer.outcome, " ".join(checked_text(answer.why, letters_max=WHY_CHARACTERS_MAX).split()))

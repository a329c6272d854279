"""The mentee's side of check-ins: what is asked now, and one tap to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.accounts.roles import require_role
from assistant.checkins.asking import histories, keep_next, local_day, plan_check_ins
from assistant.checkins.outcomes import Answer, checked_answer
from assistant.checkins.schedule import has_stopped, is_look_back, is_worth_asking
from assistant.domain.checkins import CheckIn
from assistant.domain.clock import Clock
from assistant.domain.guidance import Commitment
from assistant.domain.people import Person
from assistant.errors import Conflict, NotFound
from assistant.ports.store import Store


@dataclass(frozen=True, slots=True)
class OpenCheckIn:
    """A question that waits for the mentee.

    Attributes:
        is_look_back: It was done before; did it last?
    """

    check_in: CheckIn
    commitment: Commitment
    is_look_back: bool


def my_check_ins(store: Store, person: Person | None, *, clock: Clock) -> list[OpenCheckIn]:
    """Return what the person is asked now, by day: one question a commitment, none once asking has stopped.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no mentee, looks.
    """
    mentee = require_role(person, "mentee")
    plan_check_ins(store, mentee.id, clock=clock)
    commitments = {one.id: one for one in store.commitments_of(mentee.id)}
    found = [
        OpenCheckIn(history[-1], commitments[commitment_id], is_look_back(history))
        for commitment_id, history in histories(store.check_ins_of(mentee.id)).items()
        if history[-1].outcome is None and not has_stopped(history, today=clock().date())
    ]
    today = local_day(clock(), mentee.timezone)
    due = [one for one in found if one.check_in.due_on <= today and is_worth_asking(one.commitment)]
    return sorted(due, key=lambda one: (one.check_in.due_on, one.check_in.id))


def answer(store: Store, person: Person | None, check_in_id: str, said: Answer, *, clock: Clock) -> Commitment:
    """Answer a check-in; the commitment keeps the outcome, its mentor reads it, and the next check-in is set.

    Raises:
        NotSignedIn, NotAllowed, NotFound: They were not asked this.
        InvalidInput: The outcome is none of the four, or the line why is too long or no plain text.
        Conflict: It was answered already.
    """
    mentee = require_role(person, "mentee")
    check_in = store.check_in(check_in_id)
    if check_in is None or check_in.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} was not asked {check_in_id!r}.")
    if check_in.outcome is not None:
        raise Conflict(
            f"The check-in {check_in_id!r} was answered.", for_people="You answered this already. Thank you."
        )
    return say_became(store, person, check_in.commitment_id, said, clock=clock)


def say_became(store: Store, person: Person | None, commitment_id: str, said: Answer, *, clock: Clock) -> Commitment:
    """Say what became of a commitment, asked or not, in place of what was said before.

    It answers the check-in that waits, if one does. The commitment is kept first and the check-in last, so that
    after a failure in between the question is still open.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not from a session of theirs.
        InvalidInput: The outcome is none of the four, or the line why is too long or no plain text.
    """
    mentee, checked, now = require_role(person, "mentee"), checked_answer(said), clock()
    commitment = store.commitment(commitment_id)
    if commitment is None or commitment.mentee_id != mentee.id:
        raise NotFound(f"The person {mentee.id!r} has no commitment {commitment_id!r}.")
    changed = replace(commitment, outcome=checked.outcome, why=checked.why, outcome_at=now)
    store.change_commitment(changed)
    history = histories(store.check_ins_of(mentee.id)).get(commitment_id, [])
    if history:
        _answer_check_in(store, changed, history, today=local_day(now, mentee.timezone))
    return changed


def _answer_check_in(store: Store, commitment: Commitment, history: Sequence[CheckIn], *, today: date) -> None:
    """Answer the check-in that waits; while it is not its day yet, correct the answer before it instead."""
    place = len(history) - 1
    if place > 0 and history[place].outcome is None and history[place].due_on > today:
        place -= 1
    answered = replace(
        history[place], outcome=commitment.outcome, why=commitment.why, answered_at=commitment.outcome_at
    )
    keep_next(store, commitment, [*history[:place], answered], known=history[place + 1 :], today=today)
    store.change_check_in(answered)

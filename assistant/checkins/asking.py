"""Ask, on the right day and outside quiet hours, what became of commitments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.checkins.mail import Asking, links, subject_of, text_of
from assistant.checkins.schedule import first_day, is_silent, is_worth_asking, next_day, spacing_days
from assistant.checkins.wishes import mail_key, wishes_of
from assistant.domain.checkins import CheckIn
from assistant.domain.clock import Clock, new_id
from assistant.domain.guidance import Commitment
from assistant.domain.mails import Mail
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.errors import NotFound
from assistant.ports.store import GuidanceStore, Store

_LOCAL_DAY_AHEAD_MAX = timedelta(hours=14)
"""The easternmost clocks are that far ahead of UTC."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one round of asking did: mails queued, and check-ins left alone because nobody wants to be asked."""

    mails: int
    unsubscribed: int


@dataclass(frozen=True, slots=True)
class _Due:
    """A check-in whose day has come, with what it is about."""

    check_in: CheckIn
    commitment: Commitment
    mentee: Person


def local_day(instant: datetime, timezone: str) -> date:
    """Return the day of an instant on a clock of that IANA zone."""
    return instant.astimezone(ZoneInfo(timezone)).date()


def histories(check_ins: Iterable[CheckIn]) -> dict[str, list[CheckIn]]:
    """Return the check-ins of each commitment, by step."""
    found: dict[str, list[CheckIn]] = defaultdict(list)
    for check_in in sorted(check_ins, key=lambda one: one.step):
        found[check_in.commitment_id].append(check_in)
    return found


def session_date_of(store: GuidanceStore, commitment: Commitment) -> date:
    """Return the day a commitment is counted from. Raises NotFound when its note has gone."""
    note = store.note(commitment.note_id)
    if note is None:
        raise NotFound(f"There is no note {commitment.note_id!r}.")
    return note.session_date


def plan_check_ins(store: Store, mentee_id: str, *, clock: Clock) -> None:
    """Give each open commitment of the mentee its next check-in; doing it twice is doing it once.

    A first check-in that was not asked yet follows a day that was corrected. What somebody else promised is not
    asked about.
    """
    today, known = clock().date(), histories(store.check_ins_of(mentee_id))
    for commitment in store.commitments_of(mentee_id):
        if not is_worth_asking(commitment):
            continue
        history = known.get(commitment.id, [])
        if not history and commitment.outcome is None:
            store.add_check_in(
                _first(commitment, on=first_day(commitment, session_date=session_date_of(store, commitment)))
            )
        elif len(history) == 1 and history[0].asked_at is None and history[0].outcome is None:
            _move(store, history[0], to=first_day(commitment, session_date=session_date_of(store, commitment)))
        elif history and is_silent(history[-1], today=today):
            keep_next(store, commitment, history, today=today)


def keep_next(
    store: Store, commitment: Commitment, history: Sequence[CheckIn], *, known: Sequence[CheckIn] = (), today: date
) -> None:
    """Keep the check-in that follows the last one of a commitment, if one does; one known already gets the new day."""
    spacing = spacing_days(commitment, session_date=session_date_of(store, commitment))
    day, last = next_day(history, spacing=spacing, today=today), history[-1]
    if day is not None and known:
        _move(store, known[0], to=day)
    elif day is not None:
        store.add_check_in(CheckIn(new_id(), commitment.id, last.mentee_id, due_on=day, step=last.step + 1))


def ask_due(store: Store, *, clock: Clock, public_url: str) -> Asked:
    """Queue a mail for each mentee and session with check-ins due on their day; asking twice a day asks once.

    Mails wait for the end of the reader's quiet hours. People who unsubscribed or were deactivated are left alone.
    """
    active = {kept.value.id: kept.value for kept in store.accounts() if kept.is_active}
    for person in active.values():
        if person.has("mentee"):
            plan_check_ins(store, person.id, clock=clock)
    groups: dict[tuple[str, str], list[_Due]] = defaultdict(list)
    for due in _due(store, now=clock()):
        if due.mentee.id in active:
            groups[due.mentee.id, due.commitment.session_id].append(due)
    asked = [_ask(store, group, now=clock(), public_url=public_url) for group in groups.values()]
    left_alone = sum(len(group) for group, was_asked in zip(groups.values(), asked, strict=True) if not was_asked)
    return Asked(sum(asked), left_alone)


def _first(commitment: Commitment, *, on: date) -> CheckIn:
    return CheckIn(new_id(), commitment.id, commitment.mentee_id, due_on=on, step=1)


def _move(store: Store, check_in: CheckIn, *, to: date) -> None:
    if check_in.due_on != to:
        store.change_check_in(replace(check_in, due_on=to))


def _due(store: Store, *, now: datetime) -> Iterable[_Due]:
    for check_in in store.due_check_ins(today=(now + _LOCAL_DAY_AHEAD_MAX).date()):
        mentee, commitment = store.person(check_in.mentee_id), store.commitment(check_in.commitment_id)
        if mentee is None or commitment is None or not is_worth_asking(commitment):
            continue
        if check_in.due_on <= local_day(now, mentee.timezone):
            yield _Due(check_in, commitment, mentee)


def _ask(store: Store, group: Sequence[_Due], *, now: datetime, public_url: str) -> bool:
    """Queue one mail about all of a group; the one that names the mail is marked last, so that a crash asks once."""
    mentee, first = group[0].mentee, group[0]
    wishes = wishes_of(store, mentee.id)
    if wishes.is_unsubscribed:
        return False
    quiet = wishes.quiet_hours
    asking, to = _asking(store, group, now=now), links(public_url, token=wishes.unsubscribe_token)
    mail = Mail(
        key=mail_key(first.check_in.id),
        person_id=mentee.id,
        to=mentee.email,
        subject=subject_of(asking),
        text=text_of(asking, to),
        next_try_at=now if quiet is None else quiet.first_after(now, timezone=mentee.timezone),
        session_id=first.commitment.session_id,
    )
    store.queue_mail(mail)
    for due in reversed(group):
        store.change_check_in(replace(due.check_in, asked_at=now))
    return True


def _asking(store: Store, group: Sequence[_Due], *, now: datetime) -> Asking:
    first = group[0]
    loads = store.mentor_loads([first.commitment.mentor_id], since=week_of(now))
    return Asking(
        mentee_name=first.mentee.name,
        mentor_name=loads[0].profile.name if loads else "your mentor",
        day=session_date_of(store, first.commitment),
        commitments=[due.commitment for due in group],
        is_again=all(due.check_in.step > 1 for due in group),
        redactions=store.redactions(first.mentee.id),
    )

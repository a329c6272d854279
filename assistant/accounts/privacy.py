"""What is kept about a person, for whoever runs the program and is asked for it.

Words a mentee took out are masked in everything exported, in what is kept about the mentor too. How many
were taken out is told, which ones is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final, Protocol

from assistant.domain.audit import AuditFilter
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.mails import Mail
from assistant.domain.people import Person
from assistant.domain.sessions import Session, SessionRequest
from assistant.errors import NotFound
from assistant.ports.store import (
    AuditStore,
    BriefStore,
    CheckInStore,
    ConversationStore,
    DeferralStore,
    GuidanceStore,
    HealthStore,
    MailStore,
    MentorStore,
    OversightStore,
    PeopleStore,
    PoolStore,
    RequestStore,
    SessionStore,
)
from assistant.text.redaction import redacted

Plain = dict[str, Any]
"""A value or several as `asdict` makes them."""

OfMentee = SessionRequest | Session | SessionNote | GuidanceItem | Commitment

_UNMASKED: Final = frozenset(
    "id email timezone languages roles seniority status kind speaker element worded_by author judged_by label decision "
    "was outcome source part item_a item_b key to about action subject_kind".split()
)
"""Fields that hold identifiers and closed sets of words, in which nobody said anything; so do those in `_id`."""


CHANGES_MAX: Final = 1_000_000
"""Lines of the audit log that one export holds at most: more than all owners of a program write."""


class PersonalStore(
    PeopleStore,
    MentorStore,
    ConversationStore,
    RequestStore,
    SessionStore,
    BriefStore,
    GuidanceStore,
    CheckInStore,
    MailStore,
    DeferralStore,
    HealthStore,
    PoolStore,
    AuditStore,
    OversightStore,
    Protocol,
):
    """The part of the store that holds what belongs to a person."""


def find_person(store: PeopleStore, user: str) -> Person:
    """Return the account with that e-mail or id. Raises NotFound."""
    by_email = store.person_by_email(user)
    person = by_email[0] if by_email is not None else store.person(user)
    if person is None:
        raise NotFound(f"there is no account with the e-mail or id {user!r}")
    return person


def export_person(store: PersonalStore, person: Person) -> Plain:
    """Return everything kept about a person as plain values; passwords, sign-ins and the unsubscribe token are left out."""
    words = store.redactions(person.id)
    exported = {
        "person": asdict(person) | {"roles": sorted(person.roles)},
        "words_taken_out": len(words),
        **_as_mentee(store, person.id),
        **_as_mentor(store, [person.mentor_id] if person.mentor_id is not None else []),
        "contact_wishes": _contact_wishes(store, person.id),
        "mails": [_mail(store, mail) for mail in store.mails_of(person.id)],
        **_as_seen_by_owners(store, person),
    }
    masked: Plain = _masked(exported, words)
    return masked


def _as_mentee(store: PersonalStore, mentee_id: str) -> Plain:
    requests, sessions = store.requests_of_mentee(mentee_id), store.sessions_of_mentee(mentee_id)
    briefs = (store.brief(request.id) for request in requests)
    return {
        "chats": [asdict(chat) for chat in store.conversations_of(mentee_id)],
        "readiness": [asdict(one) for one in store.readiness_of(mentee_id)],
        "requests_sent": [asdict(request) for request in requests],
        "sessions": [asdict(session) for session in sessions],
        "briefs": [asdict(brief) for brief in briefs if brief is not None],
        "notes": [asdict(note) for session in sessions for note in store.notes_of_session(session.id)],
        "guidance": [asdict(item) for item in store.guidance_of(mentee_id)],
        "commitments": [asdict(commitment) for commitment in store.commitments_of(mentee_id)],
        "disagreements": [asdict(one) for one in store.disagreements_of(mentee_id)],
        "check_ins": [asdict(check_in) for check_in in store.check_ins_of(mentee_id)],
        "questions_in_pool": [asdict(entry) for entry in store.pool_entries_of(mentee_id)],
        "deferrals": [asdict(deferral) for deferral in store.deferrals_of(mentee_id)],
    }


def _as_mentor(store: PersonalStore, mentor_ids: Sequence[str]) -> Plain:
    loads = store.mentor_loads(mentor_ids, since=date.min) if mentor_ids else []
    sessions = [session for mentor_id in mentor_ids for session in store.sessions_for_mentor(mentor_id)]
    mentee_ids = sorted({session.mentee_id for session in sessions})
    promised = [one for mentee_id in mentee_ids for one in store.commitments_of(mentee_id)]
    return {
        "mentor_profile": [asdict(load) for load in loads],
        "requests_received": _of_others(store, (one for i in mentor_ids for one in store.requests_for_mentor(i))),
        "sessions_given": _of_others(store, sessions),
        "notes_of_sessions_given": _of_others(store, (n for one in sessions for n in store.notes_of_session(one.id))),
        "guidance_given": _of_others(store, (item for i in mentor_ids for item in store.guidance_by(i))),
        "commitments_of_sessions_given": _of_others(store, (one for one in promised if one.mentor_id in mentor_ids)),
    }


def _as_seen_by_owners(store: PersonalStore, person: Person) -> Plain:
    about = [AuditFilter(subject_kind="person", subject_id=person.id)]
    if person.mentor_id is not None:
        about.append(AuditFilter(subject_kind="mentor", subject_id=person.mentor_id))
    kept = next((one for one in store.accounts() if one.value.id == person.id), None)
    return {
        "deactivated_at": kept.deactivated_at if kept is not None else None,
        "changes_made": _changes(store, AuditFilter(actor_id=person.id)),
        "changes_about": [line for chosen in about for line in _changes(store, chosen)],
    }


def _changes(store: PersonalStore, chosen: AuditFilter) -> list[Plain]:
    return [asdict(line) for _, line in store.audit_lines(limit=CHANGES_MAX, chosen=chosen)]


def _contact_wishes(store: PersonalStore, person_id: str) -> Plain | None:
    wishes = store.contact_wishes(person_id)
    if wishes is None:
        return None
    return {name: value for name, value in asdict(wishes).items() if name != "unsubscribe_token"}


def _mail(store: PersonalStore, mail: Mail) -> Plain:
    about = store.request(mail.session_id) if mail.session_id is not None else None
    words = store.redactions(about.mentee_id) if about is not None else []
    masked: Plain = _masked(asdict(mail), words)
    return masked


def _of_others(store: PersonalStore, kept: Iterable[OfMentee]) -> list[Plain]:
    return [_masked(asdict(one), store.redactions(one.mentee_id)) for one in kept]


def _masked(value: Any, words: Sequence[str]) -> Any:
    """Return a plain value with the words masked in every text of it."""
    if isinstance(value, str):
        return redacted(value, words)
    if isinstance(value, dict):
        return {name: inner if _holds_codes(name) else _masked(inner, words) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(inner, words) for inner in value]
    return value


def _holds_codes(name: str) -> bool:
    return name in _UNMASKED or name.endswith("_id")

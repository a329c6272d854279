"""Mentor profiles as owners look after them. A mentor's own limits and their switch for new requests stay the mentor's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from pydantic import ValidationError

from assistant.accounts import require_role
from assistant.domain.changes import MENTOR_FIELDS_RECORDED, Kept, field_changes, recorded
from assistant.domain.clock import Clock
from assistant.domain.mentors import MentorLoad, MentorProfile, week_of
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotFound
from assistant.oversight.changing import audit_line
from assistant.oversight.people import Wanted
from assistant.ports.store import Store
from assistant.schemas.imports import MentorRow, reasons

EDITED_FIELDS: Final = (
    "name",
    "headline",
    "bio",
    "skills",
    "topics",
    "industries",
    "seniority",
    "languages",
    "timezone",
    "weekly_minutes",
    "booked_minutes",
)
"""All but the id, and `accepting`, which is the mentor's own switch."""


@dataclass(frozen=True, slots=True)
class MentorStanding:
    """A profile as owners see it.

    Attributes:
        load: Budget and promises; None when it was removed a moment ago.
        account: Whose it is, None when nobody can sign in with it.
        open_requests: How many wait for a decision.
    """

    kept: Kept[MentorProfile]
    load: MentorLoad | None
    account: Person | None
    open_requests: int

    @property
    def profile(self) -> MentorProfile:
        """Return the profile."""
        return self.kept.value

    @property
    def orphaned_requests(self) -> int:
        """Return how many requests wait for somebody who will not decide them."""
        return 0 if self.kept.is_active else self.open_requests

    def limit_minutes(self, week: date) -> int:
        """Return the minutes of a week: the mentor's own limit where it is lower than the profile's."""
        return self.load.limit_minutes(week) if self.load is not None else self.profile.weekly_minutes

    def free_minutes(self, week: date) -> int:
        """Return the minutes left in a week, 0 when they take no requests."""
        return self.load.free_minutes(week) if self.load is not None and self.load.profile.accepting else 0


def list_mentors(store: Store, person: Person | None, wanted: Wanted, *, clock: Clock) -> list[MentorStanding]:
    """Return the profiles that fit, by name. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    found = [kept for kept in store.mentor_roster() if wanted.fits(kept, _texts(kept.value))]
    loads = store.mentor_loads([kept.value.id for kept in found], since=week_of(clock()))
    load_of = {load.profile.id: load for load in loads}
    account_of = {one.value.mentor_id: one.value for one in store.accounts()}
    waiting = Counter(request.mentor_id for request in store.open_requests())
    standings = [
        MentorStanding(kept, load_of.get(kept.value.id), account_of.get(kept.value.id), waiting[kept.value.id])
        for kept in found
    ]
    return sorted(standings, key=lambda one: (one.profile.name.casefold(), one.profile.id))


def mentor_standing(store: Store, person: Person | None, mentor_id: str, *, clock: Clock) -> MentorStanding:
    """Return one profile. Raises NotSignedIn, NotAllowed, NotFound."""
    found = list_mentors(store, person, Wanted(), clock=clock)
    standing = next((one for one in found if one.profile.id == mentor_id), None)
    if standing is None:
        raise NotFound(f"There is no mentor {mentor_id!r}.")
    return standing


def edit_mentor(
    store: Store, person: Person | None, values: Mapping[str, object], *, seen: MentorProfile, clock: Clock
) -> bool:
    """Keep fields of a profile in place of those the owner saw; return whether anything changed.

    Args:
        store: Where it is kept.
        person: Who asks.
        values: The new values by name, of `EDITED_FIELDS`; others are left alone.
        seen: The profile as the owner saw it.
        clock: Tells the time.

    Raises:
        NotSignedIn, NotAllowed, NotFound: It is not theirs to change, or there is none.
        InvalidInput: A value breaks the rules of the import; all are named.
        Stale: It was edited in the meantime.
    """
    owner, now = require_role(person, "owner"), clock()
    edited = _checked(seen, values)
    changes = field_changes(seen, edited)
    if not changes:
        return False
    detail = recorded(changes, MENTOR_FIELDS_RECORDED)
    line = audit_line(owner, "edit_mentor", seen.id, at=now, detail=detail)
    store.change_mentor(edited, seen=seen, week=week_of(now), line=line)
    return True


def set_mentor_active(store: Store, person: Person | None, mentor_id: str, is_active: bool, *, clock: Clock) -> bool:
    """Take a profile out of matching or back; return whether that changed anything.

    Their open requests stay as they are, and are shown as orphaned. Raises NotSignedIn, NotAllowed, NotFound.
    """
    owner = require_role(person, "owner")
    action = "reactivate_mentor" if is_active else "deactivate_mentor"
    return store.set_mentor_active(mentor_id, is_active, line=audit_line(owner, action, mentor_id, at=clock()))


def _checked(seen: MentorProfile, values: Mapping[str, object]) -> MentorProfile:
    given = {name: value for name, value in values.items() if name in EDITED_FIELDS}
    try:
        return MentorRow.model_validate(asdict(seen) | given).profile()
    except ValidationError as error:
        raise InvalidInput(f"Nothing was saved. {reasons(error)}") from error


def _texts(profile: MentorProfile) -> tuple[str, ...]:
    return (
        profile.id,
        profile.name,
        profile.headline,
        *profile.skills,
        *profile.topics,
        *profile.industries,
        *profile.languages,
    )

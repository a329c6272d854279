"""One mentor's page: their profile to be edited, deactivating, who changed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from assistant.domain.clock import new_id
from assistant.domain.mentors import SENIORITIES, MentorProfile, week_of
from assistant.domain.people import Person
from assistant.errors import Stale
from assistant.oversight.mentors import EDITED_FIELDS, edit_mentor, mentor_standing, set_mentor_active
from assistant.schemas.imports import LIST_COLUMNS
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.forms import Field, FieldKind, meanwhile, typed, value_of
from assistant.web.owner.people.log import history
from assistant.web.owner.people.seen import as_seen, read_seen
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerAction, OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import Notice
from assistant.web.words import listed

_KINDS: Final[Mapping[str, FieldKind]] = {
    "bio": "text",
    "seniority": "select",
    "weekly_minutes": "number",
    "booked_minutes": "number",
}
_HINTS: Final = {
    "skills": people_words.LISTS_HINT,
    "topics": people_words.LISTS_HINT,
    "industries": people_words.LISTS_HINT,
    "languages": people_words.LANGUAGES_HINT,
    "timezone": people_words.ZONE_HINT,
}
_REQUIRED: Final = frozenset({"name", "headline", "languages", "timezone", "weekly_minutes", "booked_minutes"})


def mentor_page(
    parts: WebParts,
    person: Person,
    place: OwnerPlace,
    values: Mapping[str, Any] | None = None,
    changed: Collection[str] = (),
) -> OwnerPage:
    """Show the page; `values` are what was typed and not saved, because the `changed` fields are not as they were seen."""
    standing = mentor_standing(parts.store, person, place.get("mentor"), clock=parts.clock)
    week = week_of(parts.clock())
    own_limit = standing.load.limits.weekly_minutes if standing.load is not None else None
    html = render(
        "owner_mentor",
        turn=new_id(),
        place=place,
        now=parts.clock(),
        standing=standing,
        free_minutes=standing.free_minutes(week),
        own_limit=own_limit,
        fields=[_field(name, standing.profile, values, changed) for name in EDITED_FIELDS],
        seen=as_seen(standing.profile),
        history=history(parts, person, "mentor", standing.profile.id),
    )
    return OwnerPage(html)


def _field(name: str, profile: MentorProfile, values: Mapping[str, Any] | None, changed: Collection[str]) -> Field:
    return Field(
        name,
        people_words.MENTOR_FIELDS[name],
        value_of(profile, values, name),
        _KINDS.get(name, "line"),
        hint=_HINTS.get(name, people_words.LIMIT_HINT if name == "weekly_minutes" else ""),
        meanwhile=meanwhile(changed, profile, name),
        options=tuple((one, people_words.SENIORITIES[one]) for one in SENIORITIES) if name == "seniority" else (),
        is_required=name in _REQUIRED,
    )


def _save(wish: OwnerWish) -> OwnerOutcome:
    """Keep what was typed; where somebody was quicker, show both."""
    parts, seen = wish.parts, read_seen(wish.get("seen"), MentorProfile)
    values = typed(wish.detail, EDITED_FIELDS, lists=LIST_COLUMNS)
    try:
        is_changed = edit_mentor(parts.store, wish.person, values, seen=seen, clock=parts.clock)
    except Stale as stale:
        names = listed([people_words.FIELDS[name].lower() for name in stale.changed])
        notice = Notice(people_words.STALE.format(fields=names), "problem")
        return OwnerOutcome(wish.place, notice, mentor_page(parts, wish.person, wish.place, values, stale.changed))
    parts.follow_changes_soon()
    return OwnerOutcome(wish.place, Notice(people_words.SAVED if is_changed else people_words.NOTHING_CHANGED))


def _set_active(wish: OwnerWish, is_active: bool) -> OwnerOutcome:
    parts, mentor_id = wish.parts, wish.get("mentor")
    standing = mentor_standing(parts.store, wish.person, mentor_id, clock=parts.clock)
    set_mentor_active(parts.store, wish.person, mentor_id, is_active, clock=parts.clock)
    parts.follow_changes_soon()
    said = people_words.MENTOR_CAME if is_active else people_words.MENTOR_WENT
    return OwnerOutcome(wish.place, Notice(said.format(name=standing.profile.name)))


MENTOR_ACTIONS: Final[Mapping[str, OwnerAction]] = {
    "save_mentor": _save,
    "deactivate_mentor": lambda wish: _set_active(wish, False),
    "reactivate_mentor": lambda wish: _set_active(wish, True),
}

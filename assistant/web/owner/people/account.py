"""One account's page, and adding one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from assistant.accounts import NewAccount, require_role
from assistant.domain.changes import Kept
from assistant.domain.clock import new_id
from assistant.domain.people import ROLES, Person
from assistant.errors import NotFound, Stale
from assistant.oversight.mentors import mentor_standing
from assistant.oversight.people import Wanted, edit_account, list_accounts, open_account, set_account_active
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.forms import Field, listed_values, meanwhile, value_of
from assistant.web.owner.people.log import history
from assistant.web.owner.people.seen import as_seen, read_seen
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerAction, OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.parts import WebParts
from assistant.web.templates import render
from assistant.web.visit import Notice
from assistant.web.words import listed

_FIELDS: Final = ("name", "email", "mentor_id", "headline", "languages", "timezone")
_HINTS: Final = {
    "mentor_id": people_words.ACCOUNT_ID_HINT,
    "languages": people_words.LANGUAGES_HINT,
    "timezone": people_words.ZONE_HINT,
}
_REQUIRED: Final = frozenset({"name", "email", "languages", "timezone"})
_LABELS: Final = {**people_words.FIELDS, "headline": people_words.HEADLINE}
_NOBODY: Final = NewAccount(email="", name="", roles=frozenset({"mentee"}))


def account_page(
    parts: WebParts,
    person: Person,
    place: OwnerPlace,
    values: Mapping[str, Any] | None = None,
    changed: Collection[str] = (),
) -> OwnerPage:
    """Show the page; `values` are what was typed and not saved, because the `changed` fields are not as they were seen."""
    kept = _account(parts, person, place.get("account"))
    account = kept.value
    html = render(
        "owner_account",
        turn=new_id(),
        place=place,
        now=parts.clock(),
        kept=kept,
        roles=account.roles if values is None else values["roles"],
        roles_meanwhile=meanwhile(changed, account, "roles"),
        fields=_fields(account, values, changed),
        seen=as_seen(account),
        history=history(parts, person, "person", account.id),
    )
    return OwnerPage(html)


def new_account_page(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show the form for one more account, filled in from a mentor's profile where the place names one."""
    require_role(person, "owner")
    account = _NOBODY
    if place.get("for"):
        profile = mentor_standing(parts.store, person, place.get("for"), clock=parts.clock).profile
        account = NewAccount(
            email="",
            name=profile.name,
            roles=frozenset({"mentor"}),
            mentor_id=profile.id,
            headline=profile.headline,
            languages=profile.languages,
            timezone=profile.timezone,
        )
    fields = _fields(account, None, ())
    return OwnerPage(render("owner_new_account", turn=new_id(), place=place, fields=fields, roles=account.roles))


def _account(parts: WebParts, person: Person, person_id: str) -> Kept[Person]:
    found = (kept for kept in list_accounts(parts.store, person, Wanted()) if kept.value.id == person_id)
    kept = next(found, None)
    if kept is None:
        raise NotFound(f"There is no account {person_id!r}.")
    return kept


def _fields(shown: object, values: Mapping[str, Any] | None, changed: Collection[str]) -> list[Field]:
    return [
        Field(
            name,
            _LABELS[name],
            value_of(shown, values, name),
            hint=_HINTS.get(name, ""),
            meanwhile=meanwhile(changed, shown, name),
            is_required=name in _REQUIRED,
        )
        for name in _FIELDS
    ]


def _typed(wish: OwnerWish) -> NewAccount:
    return NewAccount(
        email=wish.get("email"),
        name=wish.get("name"),
        roles=frozenset(role for role in ROLES if wish.get(f"role_{role}")),
        mentor_id=wish.get("mentor_id").strip() or None,
        headline=wish.get("headline"),
        languages=tuple(listed_values(wish.get("languages"))) or ("en",),
        timezone=wish.get("timezone").strip(),
    )


def _add(wish: OwnerWish) -> OwnerOutcome:
    parts = wish.parts
    added, password = open_account(parts.store, parts.hasher, wish.person, _typed(wish), clock=parts.clock)
    place = wish.place.at("people", account=added.id)
    page = OwnerPage(render("owner_account_added", turn=new_id(), place=place, account=added, password=password))
    return OwnerOutcome(place, Notice(people_words.ACCOUNT_ADDED.format(name=added.name)), page)


def _save(wish: OwnerWish) -> OwnerOutcome:
    """Keep what was typed; where somebody was quicker, show both."""
    parts, seen, account = wish.parts, read_seen(wish.get("seen"), Person), _typed(wish)
    try:
        is_changed = edit_account(parts.store, wish.person, account, seen=seen, clock=parts.clock)
    except Stale as stale:
        names = listed([people_words.FIELDS[name].lower() for name in stale.changed])
        notice = Notice(people_words.STALE.format(fields=names), "problem")
        values = {name: wish.get(name) for name in _FIELDS} | {"roles": account.roles}
        return OwnerOutcome(wish.place, notice, account_page(parts, wish.person, wish.place, values, stale.changed))
    return OwnerOutcome(wish.place, Notice(people_words.SAVED if is_changed else people_words.NOTHING_CHANGED))


def _set_active(wish: OwnerWish, is_active: bool) -> OwnerOutcome:
    parts, person_id = wish.parts, wish.get("account")
    name = _account(parts, wish.person, person_id).value.name
    set_account_active(parts.store, wish.person, person_id, is_active, clock=parts.clock)
    parts.follow_changes_soon()
    said = people_words.ACCOUNT_CAME if is_active else people_words.ACCOUNT_WENT
    return OwnerOutcome(wish.place, Notice(said.format(name=name)))


ACCOUNT_ACTIONS: Final[Mapping[str, OwnerAction]] = {
    "add_account": _add,
    "save_account": _save,
    "deactivate_account": lambda wish: _set_active(wish, False),
    "reactivate_account": lambda wish: _set_active(wish, True),
}

"""The owner's view "people": mentors and accounts, each with a page of its own, and importing mentors."""

from __future__ import annotations

from typing import Final, cast

from assistant.domain.changes import Kept
from assistant.domain.clock import new_id
from assistant.domain.mentors import week_of
from assistant.domain.people import ROLES, Person
from assistant.oversight.mentors import MentorStanding, list_mentors
from assistant.oversight.people import Standing, Wanted, list_accounts
from assistant.web.owner.people import words as people_words
from assistant.web.owner.people.account import ACCOUNT_ACTIONS, account_page, new_account_page
from assistant.web.owner.people.importing import IMPORT_ACTIONS, import_page
from assistant.web.owner.people.mentor import MENTOR_ACTIONS, mentor_page
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerPage, OwnerView
from assistant.web.parts import WebParts
from assistant.web.tables import Cell, Column, Table
from assistant.web.templates import render


def show_people(parts: WebParts, person: Person, place: OwnerPlace) -> OwnerPage:
    """Show the lists, or the page the place names."""
    for name, page in {"import": import_page, "mentor": mentor_page, "account": account_page}.items():
        if place.get(name):
            return page(parts, person, place)
    if place.get("new") == "account":
        return new_account_page(parts, person, place)
    make = accounts_table if place.get("list") == "accounts" else mentors_table
    html = render("owner_people", turn=new_id(), place=place, table=make(parts, person, place))
    return OwnerPage(html)


def mentors_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return the mentors that fit what the place is turned to."""
    week = week_of(parts.clock())
    return Table(
        id="mentors",
        caption=people_words.LISTS["mentors"],
        columns=_columns(people_words.MENTOR_COLUMNS, numbers=(2, 3, 4)),
        rows=tuple(
            (
                Cell(one.profile.name, url=OwnerPlace("people", (("mentor", one.profile.id),)).url()),
                Cell(one.profile.headline),
                _number(one.free_minutes(week)),
                _number(one.limit_minutes(week)),
                _requests(one),
                Cell(
                    one.account.email if one.account else people_words.NO_ACCOUNT, tone="" if one.account else "quiet"
                ),
                _standing(one),
            )
            for one in list_mentors(parts.store, person, _wanted(place), clock=parts.clock)
        ),
        empty=people_words.MENTORS_EMPTY,
    )


def accounts_table(parts: WebParts, person: Person, place: OwnerPlace) -> Table:
    """Return the accounts that fit what the place is turned to."""
    return Table(
        id="accounts",
        caption=people_words.LISTS["accounts"],
        columns=_columns(people_words.ACCOUNT_COLUMNS),
        rows=tuple(_account_row(one) for one in list_accounts(parts.store, person, _wanted(place))),
        empty=people_words.ACCOUNTS_EMPTY,
    )


def _account_row(kept: Kept[Person]) -> tuple[Cell, ...]:
    account = kept.value
    profile = OwnerPlace("people", (("mentor", account.mentor_id),)).url() if account.mentor_id else ""
    return (
        Cell(account.name, url=OwnerPlace("people", (("account", account.id),)).url()),
        Cell(account.email),
        Cell(", ".join(people_words.ROLES[role] for role in ROLES if account.has(role))),
        Cell(account.mentor_id or "", url=profile),
        Cell(people_words.ACTIVE) if kept.is_active else Cell(people_words.DEACTIVATED, tone="quiet"),
    )


def _standing(one: MentorStanding) -> Cell:
    if not one.kept.is_active:
        return Cell(people_words.DEACTIVATED, tone="quiet")
    return Cell(people_words.ACTIVE if one.profile.accepting else people_words.CLOSED)


def _requests(one: MentorStanding) -> Cell:
    return Cell(str(one.open_requests), sort=one.open_requests, tone="problem" if one.orphaned_requests else "")


def _number(value: int) -> Cell:
    return Cell(str(value), sort=value)


def _columns(labels: tuple[str, ...], *, numbers: tuple[int, ...] = ()) -> tuple[Column, ...]:
    return tuple(Column(label, "number" if place in numbers else "text") for place, label in enumerate(labels))


def _wanted(place: OwnerPlace) -> Wanted:
    standing = place.get("standing")
    return Wanted(
        words=place.get("find"),
        standing=cast("Standing", standing) if standing in ("active", "deactivated") else "",
        role=next((role for role in ROLES if role == place.get("role")), None),
    )


PEOPLE: Final = OwnerView(
    show_people,
    actions={**MENTOR_ACTIONS, **ACCOUNT_ACTIONS, **IMPORT_ACTIONS},
    tables={"mentors": mentors_table, "accounts": accounts_table},
)

"""Where a mentee is: what the address bar says, so that a reload or another replica shows the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import parse_qs, urlencode

from assistant.domain.sessions import MINUTES, Minutes

View = Literal["question", "mentors", "sessions", "guidance"]
VIEWS: tuple[View, ...] = get_args(View)

_LEFT_OUT_MAX = 40


@dataclass(frozen=True, slots=True)
class Place:
    """One address of the mentee's workspace.

    Attributes:
        chat: The chat shown; None for the newest.
        minutes: The session length chosen; None for the one the scope suggests.
        left_out: (mentor id, reason) the mentee does not want suggested for this question.
        session: The request or session shown in full; None for the first one.
        card: The disagreement to go to; None for the top of the page.
    """

    view: View = "question"
    chat: str | None = None
    minutes: Minutes | None = None
    left_out: tuple[tuple[str, str], ...] = ()
    session: str | None = None
    card: str | None = None

    def url(self) -> str:
        """Return the query string of this place, "?" and all that differs from the default."""
        pairs: list[tuple[str, str]] = []
        if self.view != "question":
            pairs.append(("view", self.view))
        if self.chat is not None:
            pairs.append(("chat", self.chat))
        if self.minutes is not None:
            pairs.append(("minutes", str(self.minutes)))
        pairs += [
            (name, value) for name, value in (("session", self.session), ("card", self.card)) if value is not None
        ]
        pairs += [("without", f"{mentor_id}~{reason}") for mentor_id, reason in self.left_out]
        return f"?{urlencode(pairs)}" if pairs else "?"

    def at(self, view: View) -> Place:
        """Return the same place in another view, at its beginning."""
        return replace(self, view=view, session=None, card=None)

    def without(self, mentor_id: str, reason: str) -> Place:
        """Return this place with one more mentor left out."""
        kept = tuple(pair for pair in self.left_out if pair[0] != mentor_id)
        return replace(self, left_out=(*kept, (mentor_id, reason))[-_LEFT_OUT_MAX:])

    def with_again(self, mentor_id: str) -> Place:
        """Return this place with a mentor no longer left out."""
        return replace(self, left_out=tuple(pair for pair in self.left_out if pair[0] != mentor_id))


def read_place(query: str) -> Place:
    """Read a query string; anything unknown in it is passed over."""
    found = parse_qs(query.removeprefix("?")[:8_000])
    left_out = tuple(_left_out(value) for value in found.get("without", [])[:_LEFT_OUT_MAX])
    return Place(
        view=next((view for view in VIEWS if view == _first(found, "view")), "question"),
        chat=_first(found, "chat"),
        minutes=next((minutes for minutes in MINUTES if str(minutes) == _first(found, "minutes")), None),
        left_out=left_out,
        session=_first(found, "session"),
        card=_first(found, "card"),
    )


def _first(found: dict[str, list[str]], name: str) -> str | None:
    return found.get(name, [None])[0]


def _left_out(value: str) -> tuple[str, str]:
    mentor_id, _, reason = value.partition("~")
    return mentor_id, reason

"""Where a mentor is: what the address bar says, so that a reload or another replica shows the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import parse_qs, urlencode

MentorView = Literal["next", "advice", "minutes", "became"]
MENTOR_VIEWS: tuple[MentorView, ...] = get_args(MentorView)


@dataclass(frozen=True, slots=True)
class MentorPlace:
    """One address of the mentor's workspace.

    Attributes:
        session: The session whose brief or advice is shown; None for the one that comes next.
    """

    view: MentorView = "next"
    session: str | None = None

    def url(self) -> str:
        """Return the query string of this place, "?" and all that differs from the default."""
        pairs: list[tuple[str, str]] = [("view", self.view)] if self.view != "next" else []
        if self.session is not None and self.view in ("next", "advice"):
            pairs.append(("session", self.session))
        return f"?{urlencode(pairs)}" if pairs else "?"

    def at(self, view: MentorView) -> MentorPlace:
        """Return the same place in another view."""
        return replace(self, view=view)


def read_mentor_place(query: str) -> MentorPlace:
    """Read a query string; anything unknown in it is passed over."""
    found = parse_qs(query.removeprefix("?")[:8_000])
    wanted = found.get("view", [""])[0]
    view = next((view for view in MENTOR_VIEWS if view == wanted), MENTOR_VIEWS[0])
    return MentorPlace(view, found.get("session", [None])[0])

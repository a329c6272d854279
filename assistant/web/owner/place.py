"""Where an owner is: what the address bar says, filters included, so that a link shows somebody else the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlencode

OwnerViewName = Literal["home", "release", "fairness", "people", "knowledge", "log"]
OWNER_VIEWS: tuple[OwnerViewName, ...] = get_args(OwnerViewName)

_QUERY_CHARACTERS_MAX = 8_000


@dataclass(frozen=True, slots=True)
class OwnerPlace:
    """One address of the owner's workspace.

    Attributes:
        params: What a view is turned to (which run, which filter), as text; views pass over what they do not know.
    """

    view: OwnerViewName = "home"
    params: tuple[tuple[str, str], ...] = field(default=())

    def get(self, name: str) -> str:
        """Return one parameter, "" when it is not set."""
        return dict(self.params).get(name, "")

    def url(self) -> str:
        """Return the query string of this place, "?" and all that differs from the default."""
        pairs: list[tuple[str, str]] = [("view", self.view)] if self.view != OWNER_VIEWS[0] else []
        pairs += self.params
        return f"?{urlencode(pairs)}" if pairs else "?"

    def at(self, view: OwnerViewName, **params: str) -> OwnerPlace:
        """Return another view, turned to these parameters alone; empty ones are left out."""
        return OwnerPlace(view, _sorted(params))

    def turned(self, **params: str) -> OwnerPlace:
        """Return the same view with some parameters changed; an empty one is taken out."""
        return OwnerPlace(self.view, _sorted({**dict(self.params), **params}))


def read_owner_place(query: str) -> OwnerPlace:
    """Read a query string; an unknown view is the first one."""
    found = dict(parse_qsl(query.removeprefix("?")[:_QUERY_CHARACTERS_MAX]))
    wanted = found.pop("view", "")
    view = next((view for view in OWNER_VIEWS if view == wanted), OWNER_VIEWS[0])
    return OwnerPlace(view, _sorted(found))


def _sorted(params: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in params.items() if value))

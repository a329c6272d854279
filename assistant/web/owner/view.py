"""What a view of the owner's workspace is made of; each view is one module with one `OwnerView`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.domain.people import Person
from assistant.web.owner.place import OwnerPlace
from assistant.web.parts import WebParts
from assistant.web.tables import Table
from assistant.web.visit import Notice


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """The parts of a view as HTML, one below the other; None for a part that stays as it is.

    A form that asks by itself while somebody moves a slider stands in one part and its answer in another, so that the
    answer does not replace the form.
    """

    work: str | None = None
    detail: str | None = None
    below: str | None = None


@dataclass(frozen=True, slots=True)
class OwnerWish:
    """Who asks, where they are, and what the button or form they used carries."""

    parts: WebParts
    person: Person
    place: OwnerPlace
    detail: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return one thing the button or form carries, "" when it does not."""
        return self.detail.get(name, "")


@dataclass(frozen=True, slots=True)
class OwnerOutcome:
    """Where an action led, the line that says what happened, and the parts that changed; None for the whole place."""

    place: OwnerPlace
    notice: Notice | None = None
    page: OwnerPage | None = None


OwnerAction = Callable[[OwnerWish], OwnerOutcome]
ShowView = Callable[[WebParts, Person, OwnerPlace], OwnerPage]
MakeTable = Callable[[WebParts, Person, OwnerPlace], Table]


@dataclass(frozen=True, slots=True)
class OwnerView:
    """One view.

    Attributes:
        show: Make the page at a place of this view; raises what the use cases raise.
        actions: What its buttons and forms ask for, by the name they say; unique over all views.
        tables: Its tables by their id, for the export; unique over all views.
        quiet: Actions the page asks for by itself while somebody types; they leave the line on top alone.
    """

    show: ShowView
    actions: Mapping[str, OwnerAction] = field(default_factory=dict)
    tables: Mapping[str, MakeTable] = field(default_factory=dict)
    quiet: frozenset[str] = frozenset()

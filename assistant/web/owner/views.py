"""All views of the owner's workspace, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.web.owner.fairness.view import FAIRNESS
from assistant.web.owner.home.view import HOME
from assistant.web.owner.people.knowledge import KNOWLEDGE
from assistant.web.owner.people.log import LOG
from assistant.web.owner.people.view import PEOPLE
from assistant.web.owner.place import OwnerViewName
from assistant.web.owner.release.view import RELEASE
from assistant.web.owner.view import MakeTable, OwnerAction, OwnerView

VIEWS: Final[Mapping[OwnerViewName, OwnerView]] = {
    "home": HOME,
    "release": RELEASE,
    "fairness": FAIRNESS,
    "people": PEOPLE,
    "knowledge": KNOWLEDGE,
    "log": LOG,
}
ACTIONS: Final[Mapping[str, OwnerAction]] = {
    name: action for view in VIEWS.values() for name, action in view.actions.items()
}
TABLES: Final[Mapping[str, MakeTable]] = {name: make for view in VIEWS.values() for name, make in view.tables.items()}
QUIET: Final[frozenset[str]] = frozenset().union(*(view.quiet for view in VIEWS.values()))

"""All views of the owner's workspace, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.web.owner_fairness import FAIRNESS
from assistant.web.owner_home import HOME
from assistant.web.owner_knowledge import KNOWLEDGE
from assistant.web.owner_log import LOG
from assistant.web.owner_people import PEOPLE
from assistant.web.owner_place import OwnerViewName
from assistant.web.owner_release import RELEASE
from assistant.web.owner_view import MakeTable, OwnerAction, OwnerView

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

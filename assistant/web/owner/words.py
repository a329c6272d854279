"""What the owner's workspace says, in one place; each view has words of its own beside its module."""

from __future__ import annotations

from typing import Final

from assistant.web.owner.place import OwnerViewName

WORKSPACE: Final = "Your program"
VIEWS: Final[dict[OwnerViewName, str]] = {
    "home": "How it goes",
    "release": "Release check",
    "fairness": "Load and fairness",
    "people": "People",
    "knowledge": "Knowledge",
    "log": "Who changed what",
}
EXPORT: Final = "Export as CSV"
WHAT_TO_DO: Final = "What to do"
FIRST_ROWS: Final = "The first {shown} of {all}; the export has all."
AS_NUMBERS: Final = "As numbers"
NO_SUCH_TABLE: Final = "There is no such table. Go back and use the link below it."

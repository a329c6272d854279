"""What the suites are called among people who run a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.domain.evaluation import Suite

PLAIN_NAMES: Final[dict[Suite, str]] = {
    "preparation": "questions",
    "matching": "choosing mentors",
    "conflicts": "conflict flags",
    "coaching": "coaching mentors",
    "briefs": "briefs",
    "extraction": "reading notes",
    "knowledge": "finding cards",
    "safety": "safety",
    "wording": "wording",
}


def listed(suites: Sequence[Suite]) -> str:
    """Return plain names as a list in a sentence: "questions, briefs and safety"."""
    names = [PLAIN_NAMES[suite] for suite in suites]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

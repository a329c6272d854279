"""The one sentence worth saying to the mentor about a draft, from `nudges.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Final, cast, get_args

from assistant.domain.advice import Dimension, Issue
from assistant.domain.questions import Level

_PRIORITY: Final[tuple[Issue, ...]] = (
    "judgmental",
    "off_question",
    "avalanche",
    "anecdote",
    "hedging",
    "vague",
    "jargon",
    "no_next_step",
    "opinion_as_fact",
    "too_long",
)
"""What to say first: what hurts, then what misses the question, then what is hard to act on, then the rest."""
_ISSUE_OF: Final[Mapping[Dimension, Issue]] = {
    "kind": "judgmental",
    "on_question": "off_question",
    "actionable": "no_next_step",
    "specific": "vague",
    "next_step": "no_next_step",
    "focused": "avalanche",
    "concise": "too_long",
}
"""What to say where a dimension is missing although no issue was sure enough to be named."""
_TERM = re.compile(r"\b(?!(?:CV|UK|US|USA|EU|OK|HR|IT|TV|PhD|I|A)\b)[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*\b")


def nudge_for(draft: str, levels: Mapping[Dimension, Level], issues: Sequence[Issue], *, actions: int) -> str | None:
    """Return one sentence, None when the advice is good: no issue named and no dimension missing.

    Args:
        draft: The words a nudge may quote.
        levels: Each dimension's level.
        issues: The issues named.
        actions: How many actions were found.
    """
    named = [issue for issue in _PRIORITY if issue in issues]
    missing = [issue for dimension, issue in _ISSUE_OF.items() if levels[dimension] == 0]
    chosen = next(iter([*named, *missing]), None)
    return None if chosen is None else _worded(chosen, draft, actions=actions)


def _worded(issue: Issue, draft: str, *, actions: int) -> str:
    wordings = _nudges()[issue]
    term = _TERM.search(draft)
    if issue == "jargon" and term is not None:
        return Template(wordings["quoting"]).substitute(term=term.group())
    if issue == "avalanche" and actions > 3:
        return Template(wordings["counting"]).substitute(count=actions)
    if issue == "too_long":
        return Template(wordings["counting"]).substitute(count=len(draft.split()))
    return wordings["plain"]


@cache
def _nudges() -> dict[Issue, dict[str, str]]:
    text = files("assistant.advice").joinpath("nudges.toml").read_text(encoding="utf-8")
    found = cast("dict[Issue, dict[str, str]]", tomllib.loads(text))
    if set(found) != set(get_args(Issue)):
        raise ValueError(f"nudges.toml speaks of {sorted(found)}, expected one table for each of {get_args(Issue)}")
    return found

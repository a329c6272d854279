"""Say in an owner's words what a round would need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assistant.domain.rounds import SHORTEST_MINUTES, Infeasible, Relaxation, RelaxationKind

NAMED_MAX: Final = 5
"""Names in one sentence; the rest is counted."""

_NEVER_ENOUGH: Final[Mapping[RelaxationKind, str]] = {
    "raise_everyone": "Raising everybody's maximum",
    "raise_maximum": "Raising the maximum of some mentors",
    "add_minutes": "More minutes from mentors",
    "lower_minimum": "Lowering minimum loads",
    "lift_conflicts": "Lifting conflicts of interest",
    "leave_out": "Leaving out requests",
    "shorten": "Shortening sessions",
}


def why(infeasible: Infeasible) -> str:
    """Return in one or two sentences why there is no plan."""
    said = []
    if infeasible.unassigned:
        said.append(f"Mentors have no room for {_count(infeasible.unassigned, 'request')}.")
    if infeasible.sessions_missing:
        said.append(f"The minimum loads ask for {_count(infeasible.sessions_missing, 'session')} that nobody can fill.")
    if not infeasible.is_proven:
        said.append("No plan was found in the time given; there may be one.")
    return " ".join(said) or "Sessions of these lengths do not fit into the minutes that mentors offer."


def sentence(change: Relaxation, names: Mapping[str, str]) -> str:
    """Return one change in words.

    Args:
        change: What would have to be changed.
        names: What to call requests and mentors, by id; an id without a name stands for itself.
    """
    if change.amount is None:
        tail = "is not enough by itself." if change.is_smallest else "by itself: no plan was found in the time given."
        return f"{_NEVER_ENOUGH[change.kind]} {tail}"
    said = _change(change, names)
    return said if change.is_smallest else f"{said} Less may be enough."


def sentences(infeasible: Infeasible, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why there is no plan, then one sentence for each change that would help, then what would not.

    Args:
        infeasible: What stands in the way.
        names: What to call requests and mentors, by id; an id without a name stands for itself.
    """
    enough = [one for one in infeasible.alone if one.amount is not None]
    not_enough = [one for one in infeasible.alone if one.amount is None]
    mixed = " ".join(sentence(one, names) for one in infeasible.together)
    return (
        why(infeasible),
        *(sentence(one, names) for one in enough),
        *((f"Or all of this together: {mixed}",) if mixed else ()),
        *(sentence(one, names) for one in not_enough),
    )


def _change(change: Relaxation, names: Mapping[str, str]) -> str:
    amount = change.amount or 0
    who = _listed(f"{names.get(one, one)} by {by}" for one, by in change.mentors.items())
    mentors = _count(len(change.mentors), "mentor")
    requests = _listed(names.get(one, one) for one in change.requests)
    pairs = _listed(f"{names.get(one, one)} with {names.get(other, other)}" for one, other in change.pairs)
    said: dict[RelaxationKind, str] = {
        "raise_everyone": f"Raise everybody's maximum by {_count(amount, 'session')}.",
        "raise_maximum": f"Raise the maximum of {mentors} by {_count(amount, 'session')} in all: {who}.",
        "add_minutes": f"Ask {mentors} for {_count(amount, 'more minute')}: {who}. Only they can give them.",
        "lower_minimum": f"Lower the minimum of {mentors} by {_count(amount, 'session')} in all: {who}.",
        "lift_conflicts": f"Lift {_count(amount, 'conflict')} of interest: {pairs}.",
        "leave_out": f"Leave out {_count(amount, 'request')}: {requests}.",
        "shorten": f"Shorten {_count(amount, 'session')} to {SHORTEST_MINUTES} minutes: {requests}.",
    }
    return said[change.kind]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _listed(items: Iterable[str]) -> str:
    every = list(items)
    rest = len(every) - NAMED_MAX
    return ", ".join(every[:NAMED_MAX]) + (f" and {rest:,} more" if rest > 0 else "")

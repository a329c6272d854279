"""Pairs that must not meet in a round, as an owner writes them down: two people a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.mentors import MentorProfile
from assistant.domain.people import Person
from assistant.errors import InvalidInput

LINES_MAX: Final = 200
_BETWEEN: Final = ("|", ";", ",", "\t")


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom a name or address stands for: mentees and mentors, since many are both."""

    mentee_ids: frozenset[str]
    mentor_ids: frozenset[str]


def read_apart(text: str, people: Sequence[Person], mentors: Sequence[MentorProfile]) -> frozenset[tuple[str, str]]:
    """Return (mentee id, mentor id) of every pair in lines such as "noor@example.org, Amara Nwosu".

    A person is named by e-mail, a mentor also by id or full name, in any case; which of the two is the mentee does not
    matter. Blank lines are passed over.

    Raises:
        InvalidInput: There are too many lines, or some name nobody; all of them are listed.
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > LINES_MAX:
        raise InvalidInput(f"There are {len(lines)} pairs that must not meet; up to {LINES_MAX} fit.")
    known = _directory(people, mentors)
    found: set[tuple[str, str]] = set()
    problems: list[str] = []
    for n, line in lines:
        one, other = _two(line)
        if one not in known or other not in known:
            problems.append(f"line {n}")
        else:
            found |= _pairs(known[one], known[other])
    if problems:
        raise InvalidInput(
            f"Of the pairs that must not meet, {', '.join(problems)} cannot be read. Write two people a line, "
            "with a comma between: each by e-mail, a mentor also by full name."
        )
    return frozenset(found)


def _two(line: str) -> tuple[str, str]:
    joint = next((sign for sign in _BETWEEN if line.count(sign) == 1), None)
    if joint is None:
        return "", ""
    one, other = line.split(joint)
    return one.strip().casefold(), other.strip().casefold()


def _directory(people: Sequence[Person], mentors: Sequence[MentorProfile]) -> Mapping[str, _Named]:
    known: dict[str, _Named] = {}

    def add(name: str, mentee_ids: Sequence[str], mentor_ids: Sequence[str]) -> None:
        before = known.get(name.casefold(), _Named(frozenset(), frozenset()))
        known[name.casefold()] = _Named(before.mentee_ids | set(mentee_ids), before.mentor_ids | set(mentor_ids))

    for profile in mentors:
        add(profile.id, (), (profile.id,))
        add(profile.name, (), (profile.id,))
    for person in people:
        own = (person.mentor_id,) if person.mentor_id is not None else ()
        add(person.email, (person.id,) if person.has("mentee") else (), own)
    return known


def _pairs(one: _Named, other: _Named) -> set[tuple[str, str]]:
    both = ((one.mentee_ids, other.mentor_ids), (other.mentee_ids, one.mentor_ids))
    return {(mentee_id, mentor_id) for mentees, mentors in both for mentee_id in mentees for mentor_id in mentors}

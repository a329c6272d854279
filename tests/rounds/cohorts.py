"""Small rounds, and every plan of them counted out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from assistant.domain.rounds import RoundMentor, RoundRequest
from assistant.rounds.problem import RoundProblem

LENGTHS = (15, 30, 60)


@st.composite
def rounds(draw: st.DrawFn, *, lengths: tuple[int, ...] = LENGTHS, may_leave_out: bool | None = None) -> RoundProblem:
    """Draw up to five requests and four mentors, with ties, conflicts, impossible pairs and minimum loads."""
    requests, mentors = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    one_length = draw(st.booleans())
    length = draw(st.sampled_from(lengths))
    tenths = draw(st.lists(st.integers(-1, 10), min_size=requests * mentors, max_size=requests * mentors))
    affinities = np.array([np.nan if tenth < 0 else tenth / 10 for tenth in tenths]).reshape(requests, mentors)
    pairs = [(f"r{row}", f"m{column}") for row in range(requests) for column in range(mentors)]
    return RoundProblem(
        tuple(
            RoundRequest(f"r{row}", length if one_length else draw(st.sampled_from(lengths))) for row in range(requests)
        ),
        tuple(
            RoundMentor(
                f"m{column}",
                draw(st.sampled_from((0, 30, 60, 100, 180))),
                draw(st.sampled_from((0, 0, 0, 1, 2))),
                draw(st.sampled_from((None, 1, 2, 3))),
            )
            for column in range(mentors)
        ),
        affinities,
        frozenset(draw(st.lists(st.sampled_from(pairs), max_size=3))),
        draw(st.booleans()) if may_leave_out is None else may_leave_out,
    )


def breaks(problem: RoundProblem, mentor_of: dict[str, str]) -> list[str]:
    """Return every bound an assignment breaks, in words."""
    minutes = {one.id: one.minutes for one in problem.requests}
    row = {one.id: n for n, one in enumerate(problem.requests)}
    found = [f"{pair} must not meet" for pair in mentor_of.items() if pair in problem.conflicts]
    for column, mentor in enumerate(problem.mentors):
        own = [request for request, chosen in mentor_of.items() if chosen == mentor.id]
        found += [f"{mentor.id} cannot serve {one}" for one in own if np.isnan(problem.affinities[row[one], column])]
        if sum(minutes[one] for one in own) > mentor.minutes:
            found.append(f"{mentor.id} has too many minutes")
        if len(own) < mentor.sessions_min or (mentor.sessions_max is not None and len(own) > mentor.sessions_max):
            found.append(f"{mentor.id} has {len(own)} sessions")
    return found


def every_plan(problem: RoundProblem, *, may_leave_out: bool) -> Iterator[dict[str, str]]:
    """Count out every assignment that keeps every bound."""
    choices = [one.id for one in problem.mentors] + ([""] if may_leave_out else [])
    for chosen in product(choices, repeat=len(problem.requests)):
        mentor_of = {one.id: mentor for one, mentor in zip(problem.requests, chosen, strict=True) if mentor}
        if not breaks(problem, mentor_of):
            yield mentor_of


def gained(problem: RoundProblem, mentor_of: dict[str, str]) -> list[float]:
    """Return the affinity of each assigned request."""
    row = {one.id: n for n, one in enumerate(problem.requests)}
    column = {one.id: n for n, one in enumerate(problem.mentors)}
    return [float(problem.affinities[row[one], column[other]]) for one, other in mentor_of.items()]


def share_max(problem: RoundProblem, mentor_of: dict[str, str]) -> float:
    """Return the largest part anybody uses of the minutes they offer."""
    minutes = {one.id: one.minutes for one in problem.requests}
    return max(
        sum(minutes[one] for one, chosen in mentor_of.items() if chosen == mentor.id) / max(1, mentor.minutes)
        for mentor in problem.mentors
    )


def relabeled(problem: RoundProblem, rng: np.random.Generator) -> RoundProblem:
    """Return the same people in another order."""
    rows, columns = rng.permutation(len(problem.requests)), rng.permutation(len(problem.mentors))
    return replace(
        problem,
        requests=tuple(problem.requests[row] for row in rows),
        mentors=tuple(problem.mentors[column] for column in columns),
        affinities=problem.affinities[rows][:, columns],
    )

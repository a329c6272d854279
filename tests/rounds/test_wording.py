"""An owner reads what to change, not a model."""

from __future__ import annotations

from assistant.domain.rounds import Infeasible, Relaxation
from assistant.rounds.wording import sentence, sentences

NAMES = {"r1": "Ana's request", "m1": "Mia", "m2": "Noa"}


def test_why_comes_first_then_what_helps_then_what_does_not() -> None:
    answer = Infeasible(
        1,
        0,
        (
            Relaxation("lift_conflicts", None),
            Relaxation("raise_maximum", 3, mentors={"m1": 2, "m2": 1}),
            Relaxation("leave_out", 1, requests=("r1",)),
        ),
    )
    assert sentences(answer, NAMES) == (
        "Mentors have no room for 1 request.",
        "Raise the maximum of 2 mentors by 3 sessions in all: Mia by 2, Noa by 1.",
        "Leave out 1 request: Ana's request.",
        "Lifting conflicts of interest is not enough by itself.",
    )


def test_a_mix_is_said_in_one_line() -> None:
    mixed = (
        Relaxation("raise_maximum", 1, mentors={"m1": 1}),
        Relaxation("lift_conflicts", 1, pairs=(("r1", "m2"),)),
    )
    assert sentences(Infeasible(0, 0, (), mixed), NAMES)[1] == (
        "Or all of this together: Raise the maximum of 1 mentor by 1 session in all: Mia by 1. "
        "Lift 1 conflict of interest: Ana's request with Noa."
    )


def test_long_lists_are_counted_and_unproven_ones_say_so() -> None:
    change = Relaxation("shorten", 7, is_smallest=False, requests=tuple(f"r{n}" for n in range(2, 9)))
    assert sentence(change, NAMES) == (
        "Shorten 7 sessions to 15 minutes: r2, r3, r4, r5, r6 and 2 more. Less may be enough."
    )

"""The requests of the past, given out again."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

from assistant.domain.mentors import MentorLimits
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotAllowed
from assistant.fairness import assign_stream, zipf_stream
from assistant.oversight import replay as replays
from assistant.oversight.replay import Offers, Replay, assign
from assistant.oversight.what_if import CURVE, TODAYS_RULE, WhatIf, is_ready, what_if
from tests.builders import MONDAY, a_person
from tests.oversight.program import A_DAY, OWNER, QUESTIONS, STRANGERS, Program, a_master, a_program


@pytest.fixture
def program() -> Program:
    """Return a program in which everybody asks the best baker, and another one bakes nearly as well."""
    second = a_master("ben", "bread", bio="I bake bread in a small bakery. I like it.")
    program = a_program([a_master("ada", "bread"), second, a_master("cleo", "sails")])
    for n in range(8):
        program.hold("ada", mentee=f"mentee{n}", ago=(16 - 2 * n) * A_DAY)
    return program


def answer(program: Program, evenness: float) -> WhatIf:
    found = what_if(program.desk, OWNER, evenness=evenness)
    assert found is not None
    return found


@pytest.mark.parametrize("person", STRANGERS)
def test_only_owners_ask_what_if(program: Program, person: Person | None) -> None:
    for act in (lambda: what_if(program.desk, person, evenness=0.5), lambda: is_ready(program.desk, person)):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("evenness", [-0.1, 1.1, float("nan")])
def test_the_slider_stands_between_best_fit_and_equal_load(program: Program, evenness: float) -> None:
    with pytest.raises(InvalidInput):
        what_if(program.desk, OWNER, evenness=evenness)


def test_best_fit_loads_one_mentor_and_equal_load_costs_some_fit(program: Program) -> None:
    fit, even = answer(program, 0.0), answer(program, 1.0)
    assert fit.then == fit.best_fit == even.best_fit
    assert (fit.then.placed, even.then.placed, fit.requests, fit.mentors) == (8, 8, 8, 3)
    assert fit.then.peak_to_mean is not None
    assert even.then.peak_to_mean is not None
    assert (fit.then.peak_to_mean, even.then.peak_to_mean) == (3.0, 1.5)
    assert fit.then.mean_affinity is not None
    assert even.then.mean_affinity is not None
    assert even.then.mean_affinity < fit.then.mean_affinity
    assert (fit.then.without_sessions, even.then.without_sessions) == (2, 1)


def test_what_really_happened_stands_beside(program: Program) -> None:
    program.ask("cleo", "bread", mentee="late")
    happened = answer(program, 0.5).happened
    assert (happened.placed, happened.peak_to_mean, happened.without_sessions) == (8, 3.0, 2)


def test_the_curve_goes_from_best_fit_to_equal_load_and_never_gains_fit(program: Program) -> None:
    found = answer(program, 0.3)
    assert tuple(at for at, _ in found.curve) == CURVE
    fits = [one.mean_affinity or 0.0 for _, one in found.curve]
    assert all(later <= earlier + 0.02 for earlier, later in itertools.pairwise(fits))
    assert dict(found.curve)[0.3] == found.then


def test_nobody_is_given_to_a_mentor_without_a_common_language_or_to_themselves() -> None:
    program = a_program([a_master("ada", "bread", languages=("de",)), a_master("ben", "bread")])
    program.store.add_person(a_person("ben", "mentee", "mentor", mentor_id="ben"), None)
    program.ask("ben", mentee="noor")
    program.ask("ada", mentee="ben")
    found = answer(program, 1.0)
    assert (found.then.placed, found.requests) == (1, 2)


def test_the_minutes_mentors_offer_are_never_exceeded_in_any_week(program: Program) -> None:
    program.store.set_mentor_limits("ada", MentorLimits(weekly_minutes=30, buffer_minutes=5))
    program.store.set_mentor_limits("ben", MentorLimits(weekly_minutes=35, buffer_minutes=5))
    assert answer(program, 0.0).then.placed == 3  # one session in each of three weeks fits, ada has no room for any
    program.store.set_mentor_accepting("ben", False)
    assert answer(program, 0.0).then.placed == 0


def test_only_the_last_90_days_count_and_without_requests_there_is_no_answer(program: Program) -> None:
    program.later(88 * A_DAY)
    assert answer(program, 0.0).requests == 1
    program.later(A_DAY)
    assert what_if(program.desk, OWNER, evenness=0.0) is None


def test_with_more_requests_than_are_replayed_the_newest_are_and_it_says_so(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.oversight.what_if.REPLAYED_MAX", 5)
    found = answer(program, 0.0)
    assert (found.requests, found.requests_all, found.is_sampled) == (5, 8, True)
    assert found.since == (program.clock() - 10 * A_DAY).date()


def test_questions_are_read_once_and_again_only_when_something_changed(program: Program) -> None:
    assert not is_ready(program.desk, OWNER)
    answer(program, 0.0)
    assert is_ready(program.desk, OWNER)
    program.encoder.encoded.clear()
    answer(program, 0.7)
    assert program.encoder.encoded == []
    program.ask("cleo", "sails", mentee="late")
    assert not is_ready(program.desk, OWNER)
    answer(program, 0.7)
    assert program.encoder.encoded == [QUESTIONS["sails"]]
    program.store.set_mentor_accepting("ben", False)
    assert not is_ready(program.desk, OWNER)


def test_the_middle_of_the_slider_is_the_rule_suggestions_are_made_by() -> None:
    """One request after another, as `fairness.assign_stream` gives them out within one week."""
    affinities = zipf_stream(np.random.default_rng(5), requests=60, mentors=20)
    replay = a_replay(affinities, weeks=1)
    offers = Offers(np.full(20, 240), np.zeros(20, dtype=np.int64))
    expected = assign_stream(affinities, [240] * 20, minutes=30, load_aware_choice=True)
    assert tuple(assign(replay, offers, TODAYS_RULE)) == expected.chosen
    best = assign_stream(affinities, [240] * 20, minutes=30, load_aware_choice=False)
    assert tuple(assign(replay, offers, 0.0)) == best.chosen


def test_a_move_of_the_slider_is_answered_in_less_than_300_ms_for_400_requests_and_150_mentors() -> None:
    rng = np.random.default_rng(7)
    replay = a_replay(rng.uniform(size=(400, 150)), weeks=13)
    offers = Offers(np.full(150, 120), np.zeros(150, dtype=np.int64))
    begun = time.perf_counter()
    assign(replay, offers, 0.35)
    assert time.perf_counter() - begun < 0.3


def a_replay(affinities: replays.Floats, *, weeks: int) -> Replay:
    requests, mentors = affinities.shape
    return Replay(
        mentor_ids=tuple(f"m{n}" for n in range(mentors)),
        affinities=affinities,
        can_serve=np.ones((requests, mentors), dtype=np.bool_),
        minutes=np.full(requests, 30),
        week=np.sort(np.arange(requests) % weeks),
        chosen=np.full(requests, -1),
        since=MONDAY,
    )

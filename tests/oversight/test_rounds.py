"""Cohort rounds: who takes part, who must not meet, and what an offer does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assistant.domain.mentors import MentorLimits, week_of
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.oversight.pool import return_to_pool
from assistant.oversight.rounds import NoPlan, PlannedRound, offer_round, past_rounds, plan_round, show_round
from assistant.oversight.seats import RoundWish
from assistant.sessions import accept, decline, inbox
from tests.builders import a_person
from tests.oversight.program import A_DAY, LONG_AGO, OWNER, STRANGERS, Program, a_master, a_program


@pytest.fixture
def program() -> Program:
    """Return a program whose mentor ada never answers; ben and cleo bake and sail."""
    return a_program([a_master("ada", "bread"), a_master("ben", "bread"), a_master("cleo", "sails")])


def give_back(program: Program, craft: str = "bread", *, mentee: str = "noor", **changes: Any) -> str:
    """Put a question that ada left unanswered into the pool; return its chat."""
    request = program.ask("ada", craft, ago=9 * A_DAY, mentee=mentee, **changes)
    return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    program.later(timedelta(minutes=1))
    return request.conversation_id


def plan(program: Program, **wish: Any) -> PlannedRound:
    found = plan_round(program.desk, OWNER, RoundWish(**wish))
    assert isinstance(found, PlannedRound), found
    return found


def pairs(planned: PlannedRound) -> list[str]:
    return [row.mentor_name for row in planned.rows]


@pytest.mark.parametrize("person", STRANGERS)
def test_only_owners_plan_offer_and_see_rounds(program: Program, person: Person | None) -> None:
    give_back(program)
    planned = plan(program)
    for act in (
        lambda: plan_round(program.desk, person, RoundWish()),
        lambda: offer_round(program.desk, person, planned.round.id),
        lambda: show_round(program.desk, person, planned.round.id),
        lambda: past_rounds(program.desk, person),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_plan_gives_questions_to_whom_they_fit_and_asks_nobody_yet(program: Program) -> None:
    chats = [give_back(program), give_back(program, "sails", mentee="zoe")]
    planned = plan(program)
    assert pairs(planned) == ["Ben", "Cleo"]
    assert planned.round.figures.assigned == 2
    assert set(planned.round.beside) == {"greedy", "min_cost_flow"}
    assert [len(program.said(chat)) for chat in chats] == [1, 1]
    assert program.store.open_requests() == []
    assert past_rounds(program.desk, OWNER) == []
    assert show_round(program.desk, OWNER, planned.round.id) == planned


def test_a_newer_plan_takes_the_place_of_one_never_offered(program: Program) -> None:
    give_back(program)
    old, new = plan(program), plan(program)
    with pytest.raises(NotFound) as refusal:
        offer_round(program.desk, OWNER, old.round.id)
    assert "newer" in refusal.value.for_people
    assert offer_round(program.desk, OWNER, new.round.id).count("pending") == 1


def test_waiting_requests_take_part_when_an_owner_wants_it_but_never_with_the_mentor_who_let_them_wait(
    program: Program,
) -> None:
    program.ask("ada", ago=8 * A_DAY)
    program.ask("ada", ago=6 * A_DAY, mentee="zoe")
    with pytest.raises(InvalidInput, match="Nothing waits"):
        plan(program)
    assert pairs(plan(program, older_than_days=7)) == ["Ben"]
    assert len(plan(program, older_than_days=6).rows) == 2


def test_nobody_meets_themselves_or_somebody_who_speaks_another_language_or_works_at_other_hours() -> None:
    program = a_program(
        [
            a_master("ada", "bread"),
            a_master("ben", "bread"),
            a_master("dora", "bread", languages=("de",)),
            a_master("kiwi", "bread", timezone="Pacific/Auckland"),
        ]
    )
    program.store.add_person(a_person("ben", "mentee", "mentor", mentor_id="ben"), None)
    give_back(program, mentee="ben")
    assert isinstance(plan_round(program.desk, OWNER, RoundWish()), NoPlan)
    assert pairs(plan(program, shared_hours_min=0)) == ["Kiwi"]


def test_a_mentor_who_declined_the_mentee_and_pairs_the_owner_names_do_not_meet(program: Program) -> None:
    program.store.import_mentors([a_master("fay", "bread"), a_master("gus", "bread")], replace=False, week=LONG_AGO)
    declined = program.ask("ben", "sails", mentee="noor")
    program.store.decide_request(declined.id, "declined", reply="No.", at=program.clock())
    give_back(program)
    assert pairs(plan(program)) in (["Fay"], ["Gus"])
    assert pairs(plan(program, apart="FAY ; noor@example.org\n\n")) == ["Gus"]
    found = plan_round(program.desk, OWNER, RoundWish(apart="noor@example.org, Fay\ngus, NOOR@example.org"))
    assert isinstance(found, NoPlan)
    assert any("conflict" in sentence for sentence in found.sentences)


def test_pairs_that_name_nobody_are_listed_by_line_without_saying_who_exists(program: Program) -> None:
    give_back(program)
    with pytest.raises(InvalidInput) as refusal:
        plan(program, apart="noor@example.org, ada\nnobody, ada\nnoor@example.org")
    assert "line 2, line 3" in str(refusal.value)


@pytest.mark.parametrize(
    "wish",
    [
        {"sessions_min": 3, "sessions_max": 2},
        {"sessions_min": -1},
        {"sessions_max": 0},
        {"sessions_max": 51},
        {"weeks": 0},
        {"weeks": 13},
        {"older_than_days": 0},
        {"shared_hours_min": 9},
        {"apart": "a, b\n" * 201},
    ],
)
def test_numbers_out_of_range_are_refused(program: Program, wish: dict[str, Any]) -> None:
    give_back(program)
    with pytest.raises(InvalidInput):
        plan(program, **wish)


def test_without_time_there_is_nothing_to_plan_and_waiting_requests_keep_theirs(program: Program) -> None:
    give_back(program)
    for name in ("ada", "ben", "cleo"):
        program.store.set_mentor_limits(name, MentorLimits(weekly_minutes=30))
        for n in range(2):
            program.ask(name, mentee=f"{name}{n}")
    with pytest.raises(InvalidInput, match="No mentor has time"):
        plan(program, weeks=2)
    assert len(plan(program, weeks=3).rows) == 1


def test_a_round_that_cannot_be_planned_says_what_to_relax(program: Program) -> None:
    for n in range(3):
        give_back(program, mentee=f"mentee{n}")
    program.store.set_mentor_accepting("ada", False)
    program.store.set_mentor_accepting("cleo", False)
    found = plan_round(program.desk, OWNER, RoundWish(sessions_max=2))
    assert isinstance(found, NoPlan)
    assert any("Ben" in sentence or "maximum" in sentence for sentence in found.sentences)
    left = plan(program, sessions_max=2, may_leave_out=True)
    assert (len(left.rows), left.round.left_out) == (2, 1)


def test_a_question_that_fits_nobody_is_named_before_what_could_be_relaxed(program: Program) -> None:
    program.store.add_person(a_person("liv", languages=("nb",)), None)
    give_back(program, mentee="liv")
    found = plan_round(program.desk, OWNER, RoundWish())
    assert isinstance(found, NoPlan)
    assert found.sentences[0].startswith("1 question fits no mentor")
    assert plan(program, may_leave_out=True).round.left_out == 1


def test_an_offer_is_an_ordinary_request_and_the_mentee_reads_of_it(program: Program) -> None:
    chat = give_back(program)
    planned = plan(program)
    offered = offer_round(program.desk, OWNER, planned.round.id)
    assert ([row.outcome for row in offered.rows], offered.count("pending")) == (["offered"], 1)
    ben = a_person("ben", "mentor", mentor_id="ben")
    (entry,) = inbox(program.store, ben)
    assert (entry.request.status, entry.request.week) == ("pending", week_of(program.clock()))
    assert entry.request.question.startswith("How do I bake bread")
    assert "Ben" in program.said(chat)[-1]
    assert [line.action for _, line in program.store.audit_lines(limit=1)] == ["offer_round"]
    accept(program.store, ben, entry.request.id, clock=program.clock)
    (past,) = past_rounds(program.desk, OWNER)
    assert (past.count("accepted"), past.round.offered_at) == (1, program.clock())


def test_a_second_click_sends_nothing_twice(program: Program) -> None:
    chat = give_back(program)
    planned = plan(program)
    offer_round(program.desk, OWNER, planned.round.id)
    again = offer_round(program.desk, OWNER, planned.round.id)
    assert again.count("pending") == len(program.store.open_requests()) == 1
    assert len(program.said(chat)) == 2
    assert [line.action for _, line in program.store.audit_lines(limit=9)].count("offer_round") == 1


def test_what_changed_since_the_plan_is_passed_over(program: Program) -> None:
    program.ask("ada", ago=8 * A_DAY, mentee="first")
    program.ask("ada", ago=8 * A_DAY, mentee="second")
    give_back(program, "sails", mentee="zoe")
    planned = plan(program, older_than_days=7)
    accept(program.store, a_person("ada", "mentor", mentor_id="ada"), "r0", clock=program.clock)
    program.store.set_mentor_accepting("cleo", False)
    offered = offer_round(program.desk, OWNER, planned.round.id)
    assert sorted(row.outcome for row in offered.rows) == ["closed", "gone", "offered"]
    assert [entry.mentee_id for entry in program.store.pool_entries()] == ["zoe"]


def test_a_waiting_request_is_withdrawn_with_its_offer_and_comes_back_when_it_is_declined(program: Program) -> None:
    waiting = program.ask("ada", ago=8 * A_DAY)
    offer_round(program.desk, OWNER, plan(program, older_than_days=7).round.id)
    ada, ben = (a_person(name, "mentor", mentor_id=name) for name in ("ada", "ben"))
    assert [entry.request.status for entry in inbox(program.store, ada)] == ["withdrawn"]
    (entry,) = inbox(program.store, ben)
    program.later(A_DAY)
    decline(program.store, ben, entry.request.id, reason="No time.", clock=program.clock)
    assert [one.conversation_id for one in program.store.pool_entries()] == [waiting.conversation_id]
    assert pairs(plan(program, may_leave_out=True)) in ([], ["Cleo"])


def test_a_mentor_gets_no_more_than_fits_into_each_week(program: Program) -> None:
    program.store.set_mentor_limits("ben", MentorLimits(weekly_minutes=45, buffer_minutes=10))
    program.store.set_mentor_accepting("ada", False)
    for n in range(3):
        give_back(program, mentee=f"mentee{n}")
    planned = plan(program, weeks=2, sessions_max=9, may_leave_out=True)
    assert pairs(planned).count("Ben") == 2
    offer_round(program.desk, OWNER, planned.round.id)
    week = week_of(program.clock())
    weeks = [one.request.week for one in inbox(program.store, a_person("ben", "mentor", mentor_id="ben"))]
    assert sorted(weeks) == [week, week + timedelta(weeks=1)]


def test_no_words_and_no_mentee_reach_an_owner(program: Program) -> None:
    give_back(program, mentee="wilhelmina")
    planned = plan(program)
    shown = f"{planned.rows}{offer_round(program.desk, OWNER, planned.round.id).rows}"
    assert "bakery" not in shown
    assert "wilhelmina" not in shown

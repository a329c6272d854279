from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from assistant.checkins import Answer, answer, my_check_ins, say_became, say_outcome
from assistant.domain.checkins import CheckIn
from assistant.domain.people import Person
from assistant.errors import AssistantError, Conflict, InvalidInput, NotAllowed, NotFound, NotSignedIn
from tests.builders import a_person
from tests.checkins.conftest import Program

FRIDAY = date(2026, 11, 27)


def steps(program: Program) -> list[CheckIn]:
    return sorted(program.store.check_ins_of("noor"), key=lambda one: one.step)


def asked_on_friday(program: Program) -> str:
    program.promise()
    program.wait_until(FRIDAY)
    program.ask()
    return steps(program)[0].id


def test_what_is_due_is_shown_even_when_no_mail_went_out(program: Program) -> None:
    program.promise()
    assert my_check_ins(program.store, program.noor, clock=program.clock) == []
    program.wait_until(FRIDAY)
    (shown,) = my_check_ins(program.store, program.noor, clock=program.clock)
    assert (shown.commitment.what, shown.check_in.step, shown.is_look_back) == ("book the talks", 1, False)
    assert my_check_ins(program.store, program.bo, clock=program.clock) == []


def test_an_answer_is_kept_on_the_commitment_with_its_reason(program: Program) -> None:
    check_in = asked_on_friday(program)
    said = Answer("adapted", "  We met\nas a team instead. ")
    changed = answer(program.store, program.noor, check_in, said, clock=program.clock)
    assert (changed.outcome, changed.why) == ("adapted", "We met as a team instead.")
    assert program.store.commitment("promise") == changed
    kept = program.store.check_in(check_in)
    assert kept is not None
    assert (kept.outcome, kept.why, kept.answered_at) == ("adapted", "We met as a team instead.", program.clock())
    assert my_check_ins(program.store, program.noor, clock=program.clock) == []


def test_done_is_looked_back_at_once(program: Program) -> None:
    answer(program.store, program.noor, asked_on_friday(program), Answer("done"), clock=program.clock)
    program.wait_until(FRIDAY + timedelta(days=13))
    assert my_check_ins(program.store, program.noor, clock=program.clock) == []
    program.wait_until(FRIDAY + timedelta(days=14))
    (shown,) = my_check_ins(program.store, program.noor, clock=program.clock)
    assert shown.is_look_back
    answer(program.store, program.noor, shown.check_in.id, Answer("done"), clock=program.clock)
    assert len(steps(program)) == 2


def test_a_question_is_answered_once(program: Program) -> None:
    check_in = asked_on_friday(program)
    answer(program.store, program.noor, check_in, Answer("done"), clock=program.clock)
    with pytest.raises(Conflict):
        answer(program.store, program.noor, check_in, Answer("stuck"), clock=program.clock)


def test_an_old_link_answers_the_question_that_waits_now(program: Program) -> None:
    first = asked_on_friday(program)
    program.wait_until(FRIDAY + timedelta(days=7))
    program.ask()
    (shown,) = my_check_ins(program.store, program.noor, clock=program.clock)
    assert shown.check_in.step == 2
    answer(program.store, program.noor, first, Answer("done"), clock=program.clock)
    assert [one.outcome for one in steps(program)] == [None, "done", None]


def test_after_two_unanswered_questions_the_page_is_quiet_too_but_an_answer_is_welcome(program: Program) -> None:
    asked_on_friday(program)
    program.wait_until(FRIDAY + timedelta(days=7))
    program.ask()
    program.wait_until(FRIDAY + timedelta(days=30))
    assert my_check_ins(program.store, program.noor, clock=program.clock) == []
    changed = say_became(program.store, program.noor, "promise", Answer("done"), clock=program.clock)
    assert changed.outcome == "done"
    assert len(steps(program)) == 3


def test_whoever_is_early_answers_the_question_that_would_have_come(program: Program) -> None:
    program.promise()
    assert my_check_ins(program.store, program.noor, clock=program.clock) == []
    say_became(program.store, program.noor, "promise", Answer("done"), clock=program.clock)
    program.wait_until(FRIDAY)
    assert program.ask().mails == 0
    first, second = steps(program)
    assert (first.outcome, second.due_on) == ("done", program.clock().date() + timedelta(days=12))


def test_a_slip_of_the_finger_is_corrected_and_moves_the_next_question(program: Program) -> None:
    answer(program.store, program.noor, asked_on_friday(program), Answer("done"), clock=program.clock)
    say_became(program.store, program.noor, "promise", Answer("stuck", "No room."), clock=program.clock)
    first, second = steps(program)
    assert (first.outcome, first.why) == ("stuck", "No room.")
    assert (second.due_on, second.outcome) == (FRIDAY + timedelta(days=2), None)
    say_became(program.store, program.noor, "promise", Answer("dropped"), clock=program.clock)
    program.wait_until(FRIDAY + timedelta(days=60))
    assert my_check_ins(program.store, program.noor, clock=program.clock) == []
    assert program.ask().mails == 0


def test_dropped_by_mistake_is_taken_up_again(program: Program) -> None:
    answer(program.store, program.noor, asked_on_friday(program), Answer("dropped"), clock=program.clock)
    say_became(program.store, program.noor, "promise", Answer("stuck"), clock=program.clock)
    assert [one.due_on for one in steps(program)] == [FRIDAY, FRIDAY + timedelta(days=2)]


def test_what_the_mentor_promised_gets_an_outcome_without_any_question(program: Program) -> None:
    program.promise("list", who="mentor")
    changed = say_became(program.store, program.noor, "list", Answer("done", "It came."), clock=program.clock)
    assert (changed.outcome, changed.why) == ("done", "It came.")
    assert steps(program) == []


@pytest.mark.parametrize(
    "said",
    [
        Answer("finished"),  # type: ignore[arg-type]
        Answer("done", "x" * 301),
        Answer("done", "\x00\x01\x02\x03"),
        Answer("done", "Ich habe das nicht gemacht und ich werde es auch nicht mehr machen, aber danke für die Hilfe."),
    ],
)
def test_an_answer_that_cannot_be_read_changes_nothing(program: Program, said: Answer) -> None:
    check_in = asked_on_friday(program)
    before = (program.store.commitment("promise"), steps(program))
    for say in (
        lambda: answer(program.store, program.noor, check_in, said, clock=program.clock),
        lambda: say_outcome(program.store, program.noor, "item-promise", said, clock=program.clock),
    ):
        with pytest.raises(InvalidInput):
            say()
    assert (program.store.commitment("promise"), steps(program)) == before


def test_advice_gets_an_outcome_in_place_of_the_one_before(program: Program) -> None:
    program.promise()
    say_outcome(program.store, program.noor, "item-promise", Answer("stuck", "Nobody has time."), clock=program.clock)
    item = say_outcome(program.store, program.noor, "item-promise", Answer("done"), clock=program.clock)
    assert (item.outcome, item.why, item.outcome_at) == ("done", "", program.clock())
    assert program.store.guidance_of("noor") == [item]


SAYINGS: dict[str, Callable[[Program, Person | None, str], Any]] = {
    "answer": lambda p, who, i: answer(p.store, who, i, Answer("done"), clock=p.clock),
    "say_became": lambda p, who, _: say_became(p.store, who, "promise", Answer("done"), clock=p.clock),
    "say_outcome": lambda p, who, _: say_outcome(p.store, who, "item-promise", Answer("done"), clock=p.clock),
}


@pytest.mark.parametrize("saying", SAYINGS)
def test_only_the_mentee_says_what_became_of_it(program: Program, saying: str) -> None:
    check_in = asked_on_friday(program)
    strangers: list[tuple[Person | None, type[AssistantError]]] = [
        (None, NotSignedIn),
        (program.amara, NotAllowed),
        (a_person("olga", "owner"), NotAllowed),
        (program.bo, NotFound),
    ]
    for person, refusal in strangers:
        with pytest.raises(refusal):
            SAYINGS[saying](program, person, check_in)
    commitment = program.store.commitment("promise")
    assert commitment is not None
    assert commitment.outcome is None
    assert program.store.guidance_of("noor")[0].outcome is None


def test_only_mentees_are_asked(program: Program) -> None:
    with pytest.raises(NotAllowed):
        my_check_ins(program.store, program.amara, clock=program.clock)

from __future__ import annotations

from dataclasses import fields

import pytest

from assistant.checkins import Answer, BecameLine, SessionResult, became_of, say_became, say_outcome
from assistant.errors import NotAllowed, NotSignedIn
from assistant.sessions import thank
from assistant.text.redaction import MASK
from tests.builders import NOW, a_person
from tests.checkins.conftest import Program


def test_each_piece_of_advice_has_its_line_in_the_mentees_words(program: Program) -> None:
    program.promise()
    say_outcome(program.store, program.noor, "item-promise", Answer("done", "It helped."), clock=program.clock)
    (result,) = became_of(program.store, program.amara)
    assert (result.mentee_name, result.on, result.thanks) == ("Noor", NOW.date(), "")
    assert result.lines == (
        BecameLine("advice", "Talk to each of them alone first.", "done", "It helped.", program.clock()),
        BecameLine("commitment", "book the talks", None, "", None),
    )


def test_the_answer_to_a_check_in_returns_to_the_mentor(program: Program) -> None:
    program.promise()
    say_became(program.store, program.noor, "promise", Answer("stuck", "No free room."), clock=program.clock)
    (result,) = became_of(program.store, program.amara)
    assert [(line.outcome, line.why) for line in result.lines] == [(None, ""), ("stuck", "No free room.")]


def test_what_the_mentor_promised_is_no_result_of_their_advice(program: Program) -> None:
    program.promise(who="mentor")
    (result,) = became_of(program.store, program.amara)
    assert [line.kind for line in result.lines] == ["advice"]


def test_thanks_stand_beside_the_advice_and_alone_where_there_is_none(program: Program) -> None:
    program.promise()
    thank(program.store, program.noor, "request", text="That call changed my week.")
    thank(program.store, program.noor, "second", text="Thank you.")
    results = {result.session.id: result for result in became_of(program.store, program.amara)}
    assert set(results) == {"request", "second"}
    assert results["request"].thanks == "That call changed my week."
    assert (results["second"].lines, results["second"].thanks) == ((), "Thank you.")


def test_words_taken_out_are_masked(program: Program) -> None:
    program.promise(what="tell the others about the divorce")
    say_became(program.store, program.noor, "promise", Answer("dropped", "The divorce is off."), clock=program.clock)
    thank(program.store, program.noor, "request", text="Thanks for the divorce talk.")
    program.store.redact("noor", "divorce")
    (result,) = became_of(program.store, program.amara)
    assert (result.lines[1].text, result.lines[1].why) == (f"tell the others about the {MASK}", f"The {MASK} is off.")
    assert result.thanks == f"Thanks for the {MASK} talk."


def test_a_mentor_sees_only_what_became_of_their_own_advice(program: Program) -> None:
    program.promise()
    assert became_of(program.store, program.bo) == []
    for person, refusal in ((None, NotSignedIn), (program.noor, NotAllowed), (a_person("olga", "owner"), NotAllowed)):
        with pytest.raises(refusal):
            became_of(program.store, person)


def test_nothing_in_a_result_counts_or_ranks() -> None:
    kinds = {field.type for kind in (SessionResult, BecameLine) for field in fields(kind)}
    assert not kinds & {"int", "float"}

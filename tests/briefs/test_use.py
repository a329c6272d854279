from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assistant.briefs import brief_for_mentee, brief_for_mentor, mail_brief, redact, redactions, unredact
from assistant.briefs.use import REDACTIONS_MAX
from assistant.domain.briefs import Brief
from assistant.errors import AssistantError, InvalidInput, NotAllowed, NotFound, NotSignedIn
from tests.briefs.conftest import Program


def text_of(brief: Brief | None) -> str:
    assert brief is not None
    return "\n".join(f"{line.source} {line.text}" for line in brief.lines)


def test_the_mentor_reads_exactly_what_the_mentee_was_shown_last(program: Program) -> None:
    shown = brief_for_mentee(program.desk, program.noor, "request")
    program.accept()
    assert brief_for_mentor(program.desk, program.amara, "request") == shown
    program.told("n1", "Talk to each of them alone first.", by="bo")
    assert brief_for_mentor(program.desk, program.amara, "request") == shown
    assert "history:n1 Bo: Talk to each of them alone first" in text_of(
        brief_for_mentee(program.desk, program.noor, "request")
    )
    assert brief_for_mentor(program.desk, program.amara, "request") != shown


def test_a_brief_has_question_chat_advice_and_where_it_pulls_apart(program: Program) -> None:
    program.told("n1", "Talk to each of them alone first.", by="bo", outcome="stuck", why="No time.")
    program.told("n2", "Gather them all on Monday.", by="cleo")
    program.pulled_apart("n1", "n2")
    text = text_of(brief_for_mentee(program.desk, program.noor, "request"))
    assert "question How do I lead my old colleagues at Acme?" in text
    assert "chat:2 I only work nights, three a week." in text
    assert "history:n1 Bo: Talk to each of them alone first (stuck: No time)" in text
    assert "conflict:n1/n2 Bo: Talk to each alone / Cleo: Gather them all" in text
    assert "Use it as it is" not in text


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ("follow_a", "Decided for Bo: Talk to each alone (she knows them)"),
        ("follow_b", "Decided for Cleo: Gather them all (she knows them)"),
        ("both", "Decided for both (she knows them)"),
    ],
)
def test_a_decision_stands_in_the_next_brief(program: Program, decision: str, told: str) -> None:
    program.told("n1", "Talk to each of them alone first.", by="bo")
    program.told("n2", "Gather them all on Monday.", by="cleo")
    one = program.pulled_apart("n1", "n2")
    program.store.decide_disagreement(one.id, decision, reason="she knows them.", at=program.clock())  # type: ignore[arg-type]
    assert f"conflict:n1/n2 {told}" in text_of(brief_for_mentee(program.desk, program.noor, "request"))


def test_unsure_pairs_non_conflicts_and_advice_bound_to_its_context_are_left_out(program: Program) -> None:
    program.told("n1", "Talk to each of them alone first.", by="bo")
    program.told("n2", "Gather them all on Monday.", by="cleo")
    program.told("n3", "Only here: skip the roster.", by="cleo", is_context_bound=True)
    program.pulled_apart("n1", "n2", is_sure=False)
    text = text_of(brief_for_mentee(program.desk, program.noor, "request"))
    assert "conflict:" not in text
    assert "roster" not in text


def test_a_mentor_reads_nothing_the_mentee_has_not_seen(program: Program) -> None:
    program.accept()
    assert brief_for_mentor(program.desk, program.amara, "request") is None


def test_redacted_words_leave_briefs_at_once(program: Program) -> None:
    brief_for_mentee(program.desk, program.noor, "request")
    program.accept()
    redact(program.desk, program.noor, "  ACME ")
    assert redactions(program.desk, program.noor) == ["ACME"]
    read = text_of(brief_for_mentor(program.desk, program.amara, "request"))
    assert "my old colleagues at ▮▮▮?" in read
    assert "acme" not in text_of(program.store.brief("request")).casefold()
    unredact(program.desk, program.noor, "ACME")
    assert "▮▮▮" in text_of(brief_for_mentor(program.desk, program.amara, "request"))
    assert "Acme" in text_of(brief_for_mentee(program.desk, program.noor, "request"))
    assert "Acme" in text_of(brief_for_mentor(program.desk, program.amara, "request"))


@pytest.mark.parametrize("words", ["", " … ", "x" * 201])
def test_what_cannot_be_taken_out_is_refused(program: Program, words: str) -> None:
    with pytest.raises(InvalidInput):
        redact(program.desk, program.noor, words)
    assert redactions(program.desk, program.noor) == []


def test_there_is_an_end_to_what_can_be_taken_out(program: Program) -> None:
    for number in range(REDACTIONS_MAX):
        redact(program.desk, program.noor, f"word{number}")
    with pytest.raises(InvalidInput):
        redact(program.desk, program.noor, "one more")
    redact(program.desk, program.noor, "word7")


def test_a_brief_expires_two_weeks_after_the_week_of_its_session(program: Program) -> None:
    brief = brief_for_mentee(program.desk, program.noor, "request")
    program.accept()
    assert brief.expires_at == datetime.fromisoformat("2026-12-14T00:00:00+00:00")
    program.clock.move(brief.expires_at - program.clock() - timedelta(seconds=1))
    assert brief_for_mentor(program.desk, program.amara, "request") is not None
    program.clock.move(timedelta(seconds=1))
    assert brief_for_mentor(program.desk, program.amara, "request") is None
    with pytest.raises(NotFound):
        brief_for_mentee(program.desk, program.noor, "request")


def test_a_withdrawn_request_has_no_brief(program: Program) -> None:
    program.store.decide_request("request", "withdrawn", reply="", at=program.clock())
    with pytest.raises(NotFound):
        brief_for_mentee(program.desk, program.noor, "request")


def test_only_the_mentee_sees_the_brief_before_the_session_is_accepted(program: Program) -> None:
    brief_for_mentee(program.desk, program.noor, "request")
    with pytest.raises(NotFound):
        brief_for_mentor(program.desk, program.amara, "request")


def test_strangers_see_no_brief(program: Program) -> None:
    brief_for_mentee(program.desk, program.noor, "request")
    program.accept()
    asking: list[tuple[object, type[AssistantError]]] = [
        (None, NotSignedIn),
        (program.otto, NotFound),
        (program.amara, NotAllowed),
    ]
    for person, refusal in asking:
        with pytest.raises(refusal):
            brief_for_mentee(program.desk, person, "request")  # type: ignore[arg-type]
    reading: list[tuple[object, type[AssistantError]]] = [
        (None, NotSignedIn),
        (program.bo, NotFound),
        (program.noor, NotAllowed),
    ]
    for person, refusal in reading:
        with pytest.raises(refusal):
            brief_for_mentor(program.desk, person, "request")  # type: ignore[arg-type]
        with pytest.raises(refusal):
            mail_brief(program.desk, person, "request")  # type: ignore[arg-type]
    for person in (None, program.amara):
        with pytest.raises(NotAllowed):
            redact(program.desk, person, "Acme")
        with pytest.raises(NotAllowed):
            unredact(program.desk, person, "Acme")


def test_a_brief_is_mailed_once_for_the_same_words(program: Program) -> None:
    brief_for_mentee(program.desk, program.noor, "request")
    program.accept()
    assert mail_brief(program.desk, program.amara, "request")
    assert not mail_brief(program.desk, program.amara, "request")
    redact(program.desk, program.noor, "Acme")
    assert mail_brief(program.desk, program.amara, "request")
    first, second = program.store.mails_of("amara")
    assert first.to == "amara@example.org"
    assert "The ask\n- How do I lead my old colleagues at Acme?" in first.text
    assert "Acme" not in second.text


def test_there_is_nothing_to_mail_before_the_mentee_has_seen_it(program: Program) -> None:
    program.accept()
    with pytest.raises(NotFound, match="no brief"):
        mail_brief(program.desk, program.amara, "request")
    assert program.store.mails_of("amara") == []

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from assistant.checkins import Answer, Asked, answer, plan_check_ins, say_became, set_wishes, unsubscribe
from assistant.domain.audit import AuditLine
from assistant.domain.checkins import CheckIn
from assistant.domain.quiet_hours import QuietHours
from assistant.errors import NotFound, NotSignedIn
from assistant.text.redaction import MASK
from tests.builders import a_person
from tests.checkins.conftest import Program

FRIDAY = date(2026, 11, 27)


def check_ins(program: Program, commitment_id: str = "promise") -> list[CheckIn]:
    own = [one for one in program.store.check_ins_of("noor") if one.commitment_id == commitment_id]
    return sorted(own, key=lambda one: one.step)


def token(program: Program) -> str:
    wishes = program.store.contact_wishes("noor")
    assert wishes is not None
    return wishes.unsubscribe_token


def test_nobody_is_asked_before_the_day(program: Program) -> None:
    program.promise()
    assert program.ask() == Asked(mails=0, unsubscribed=0)
    assert program.mails() == []


def test_on_the_day_a_mail_asks_with_the_mentees_own_words_and_both_links(program: Program) -> None:
    program.promise()
    program.wait_until(FRIDAY)
    assert program.ask() == Asked(mails=1, unsubscribed=0)
    (mail,) = program.mails()
    (check_in,) = check_ins(program)
    assert (mail.key, mail.person_id, mail.to) == (f"checkin:{check_in.id}", "noor", "noor@example.org")
    assert mail.session_id == "request"
    assert "- book the talks (by Friday)" in mail.text
    assert "session with Amara on 25 November" in mail.text
    assert "https://mentoring.example.org/mentee/?view=guidance\n" in mail.text
    assert f"https://mentoring.example.org/unsubscribe/{token(program)}" in mail.text
    assert "talks" not in mail.subject
    assert check_in.asked_at == program.clock()


def test_asking_twice_a_day_asks_once(program: Program) -> None:
    program.promise()
    program.wait_until(FRIDAY)
    program.ask()
    program.clock.move(timedelta(hours=3))
    assert program.ask() == Asked(0, 0)
    assert len(program.mails()) == 1


def test_a_deactivated_mentee_is_asked_again_only_when_they_are_back(program: Program) -> None:
    program.promise()
    program.wait_until(FRIDAY)
    line = AuditLine("line-1", program.clock(), "olga", "deactivate_account", "person", "noor")
    program.store.set_account_active("noor", False, line=line)
    assert program.ask() == Asked(0, 0)
    program.store.set_account_active("noor", True, line=replace(line, id="line-2"))
    assert program.ask().mails == 1


def test_after_a_crash_between_mail_and_mark_nobody_gets_two(program: Program) -> None:
    program.promise("one")
    program.promise("two")
    program.wait_until(FRIDAY)
    program.ask()
    for check_in in program.store.check_ins_of("noor"):
        program.store.change_check_in(replace(check_in, asked_at=None))
    assert program.ask().mails == 1
    assert len(program.mails()) == 1
    assert all(one.asked_at is not None for one in program.store.check_ins_of("noor"))


def test_commitments_of_one_session_share_a_mail_and_those_of_another_get_their_own(program: Program) -> None:
    program.promise("one", what="book the talks", when="")
    program.promise("two", what="draft the agenda", when="by Friday")
    program.promise("three", session="second", what="call the union", when="")
    program.wait_until(FRIDAY)
    assert program.ask().mails == 2
    first, second = program.mails()
    assert "- book the talks\n- draft the agenda (by Friday)\n" in first.text
    assert ("- call the union\n" in second.text, "- call the union" in first.text) == (True, False)


def test_words_the_mentee_took_out_are_masked_in_the_mail(program: Program) -> None:
    program.promise(what="tell Farouk about the divorce", when="")
    program.store.redact("noor", "divorce")
    program.store.redact("noor", "Amara")
    program.wait_until(FRIDAY)
    program.ask()
    (mail,) = program.mails()
    assert f"- tell Farouk about the {MASK}\n" in mail.text
    assert "divorce" not in mail.text
    assert "Amara" not in mail.text


def test_line_breaks_in_a_note_do_not_break_the_mail(program: Program) -> None:
    program.promise(what="book\r\n\r\nSubject: the talks", when="")
    program.wait_until(FRIDAY)
    program.ask()
    assert "- book Subject: the talks\n" in program.mails()[0].text


@pytest.mark.parametrize(
    ("hour", "sent"),
    [(10, "2026-11-27T10:00"), (20, "2026-11-28T07:00"), (3, "2026-11-27T07:00")],
)
def test_who_said_nothing_is_left_alone_at_night(program: Program, hour: int, sent: str) -> None:
    program.promise()
    program.wait_until(FRIDAY, hour)
    program.ask()
    assert program.mails()[0].next_try_at == datetime.fromisoformat(sent).replace(tzinfo=UTC)


def test_own_quiet_hours_count_on_the_mentees_clock(program: Program) -> None:
    program.promise()
    set_wishes(program.store, program.noor, is_unsubscribed=False, quiet=QuietHours(time(10), time(13)))
    program.wait_until(FRIDAY)
    program.ask()
    assert program.mails()[0].next_try_at == datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_without_quiet_hours_mail_goes_at_once(program: Program) -> None:
    program.promise()
    set_wishes(program.store, program.noor, is_unsubscribed=False, quiet=None)
    program.wait_until(FRIDAY, 23)
    program.ask()
    assert program.mails()[0].next_try_at == program.clock()


def test_the_day_comes_when_it_comes_where_the_mentee_lives(program: Program) -> None:
    program.store.record.people["noor"] = (a_person("noor", timezone="Pacific/Auckland"), None)
    program.promise()
    program.wait_until(FRIDAY - timedelta(days=1), 10)
    assert program.ask().mails == 0
    program.wait_until(FRIDAY - timedelta(days=1), 12)
    assert program.ask().mails == 1


def test_what_somebody_else_promised_is_not_asked_about(program: Program) -> None:
    program.promise("list", who="mentor")
    program.promise("intro", who="Farouk")
    program.wait_until(FRIDAY + timedelta(days=30))
    assert program.ask() == Asked(0, 0)


def test_a_corrected_day_moves_the_question_while_it_was_not_asked(program: Program) -> None:
    commitment = program.promise()
    plan_check_ins(program.store, "noor", clock=program.clock)
    program.store.change_commitment(replace(commitment, due=FRIDAY + timedelta(days=7)))
    program.wait_until(FRIDAY)
    assert program.ask().mails == 0
    program.wait_until(FRIDAY + timedelta(days=7))
    assert program.ask().mails == 1
    program.store.change_commitment(replace(commitment, due=FRIDAY + timedelta(days=9)))
    program.ask()
    assert [one.due_on for one in check_ins(program)] == [FRIDAY + timedelta(days=7)]


def test_a_commitment_corrected_to_be_somebody_elses_is_not_asked_about(program: Program) -> None:
    commitment = program.promise()
    plan_check_ins(program.store, "noor", clock=program.clock)
    program.store.change_commitment(replace(commitment, who="mentor"))
    program.wait_until(FRIDAY)
    assert program.ask().mails == 0


def test_without_a_day_the_question_comes_a_week_after_the_session(program: Program) -> None:
    program.promise(due=None, when="", session_date=date(2026, 11, 24))
    program.wait_until(date(2026, 11, 30))
    assert program.ask().mails == 0
    program.wait_until(date(2026, 12, 1))
    assert program.ask().mails == 1


def test_silence_is_followed_by_one_more_mail_and_then_by_none(program: Program) -> None:
    program.promise()
    days = []
    for n in range(120):
        program.wait_until(FRIDAY + timedelta(days=n))
        if program.ask().mails:
            days.append(n)
    assert days == [0, 7]
    assert "Some time ago you told us about this" in program.mails()[1].text


def test_after_stuck_three_questions_are_the_most(program: Program) -> None:
    program.promise(due=date(2026, 12, 3))
    days = []
    for n in range(120):
        program.wait_until(date(2026, 12, 3) + timedelta(days=n))
        if program.ask().mails:
            days.append(n)
            answer(program.store, program.noor, check_ins(program)[-1].id, Answer("stuck"), clock=program.clock)
    assert days == [0, 4, 8]


def test_what_was_dropped_without_being_asked_stays_dropped(program: Program) -> None:
    program.promise()
    plan_check_ins(program.store, "noor", clock=program.clock)
    say_became(program.store, program.noor, "promise", Answer("dropped"), clock=program.clock)
    program.wait_until(FRIDAY + timedelta(days=60))
    assert program.ask() == Asked(0, 0)


def test_one_click_without_sign_in_stops_all_mail_also_what_waits(program: Program) -> None:
    program.promise("one")
    program.promise("two", session="second", due=FRIDAY + timedelta(days=7))
    program.wait_until(FRIDAY, 23)
    program.ask()
    unsubscribe(program.store, token(program))
    unsubscribe(program.store, token(program))
    assert [mail.status for mail in program.mails()] == ["failed"]
    program.wait_until(FRIDAY + timedelta(days=7))
    assert program.ask().mails == 0
    assert program.store.claim_mail(now=program.clock()) is None


def test_a_mail_that_went_out_is_left_as_it_is(program: Program) -> None:
    program.promise()
    program.wait_until(FRIDAY)
    program.ask()
    mail = program.store.claim_mail(now=program.clock())
    assert mail is not None
    program.store.settle_mail(replace(mail, status="sent", sent_at=program.clock()))
    unsubscribe(program.store, token(program))
    assert [one.status for one in program.mails()] == ["sent"]


def test_an_unknown_link_stops_nothing(program: Program) -> None:
    program.promise()
    program.wait_until(FRIDAY)
    for wrong in ("", "guess"):
        with pytest.raises(NotFound):
            unsubscribe(program.store, wrong)
    assert program.ask().mails == 1


def test_whoever_comes_back_is_asked_again_by_the_same_link(program: Program) -> None:
    program.promise()
    set_wishes(program.store, program.noor, is_unsubscribed=True, quiet=None)
    before = token(program)
    program.wait_until(FRIDAY)
    assert program.ask() == Asked(0, 1)
    set_wishes(program.store, program.noor, is_unsubscribed=False, quiet=None)
    assert program.ask() == Asked(1, 0)
    assert token(program) == before


def test_wishes_belong_to_somebody_signed_in(program: Program) -> None:
    with pytest.raises(NotSignedIn):
        set_wishes(program.store, None, is_unsubscribed=True, quiet=None)

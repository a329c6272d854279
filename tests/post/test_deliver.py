from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.errors import MailRefused, MailUnconfirmed
from assistant.post import Delivered, deliver_waiting
from assistant.post.deliver import BACKOFF, CLAIM_LASTS
from tests.fakes.mailer import KeepingMailer
from tests.post.conftest import Program

LATER = MailRefused("try again", is_permanent=False)
NEVER = MailRefused("no such box", is_permanent=True)
BROKEN = MailUnconfirmed("the line went dead")


def deliver(program: Program, mailer: KeepingMailer) -> Delivered:
    return deliver_waiting(program.store, mailer, clock=program.clock)


def test_what_waits_is_sent_once_oldest_first(program: Program) -> None:
    mailer = KeepingMailer()
    for key in "abc":
        program.queue(key)
    assert deliver(program, mailer) == Delivered(sent=3)
    assert deliver(program, mailer) == Delivered()
    assert [mail.key for mail in mailer.taken] == ["a", "b", "c"]
    assert program.mail("a").status == "sent"
    assert program.mail("a").sent_at == program.clock()


def test_a_mail_waits_for_its_time(program: Program) -> None:
    mailer = KeepingMailer()
    program.queue("a", next_try_at=program.clock() + timedelta(hours=8))
    assert deliver(program, mailer) == Delivered()
    program.clock.move(timedelta(hours=8))
    assert deliver(program, mailer) == Delivered(sent=1)


def test_a_mail_that_was_not_taken_is_tried_again_after_ever_longer_waits_and_then_given_up(program: Program) -> None:
    mailer = KeepingMailer(*[LATER] * (len(BACKOFF) + 1))
    program.queue("a")
    for wait in BACKOFF:
        assert deliver(program, mailer) == Delivered(retried=1)
        assert deliver(program, mailer) == Delivered()
        program.clock.move(wait)
    assert deliver(program, mailer) == Delivered(failed=1)
    assert (program.mail("a").status, program.mail("a").attempts) == ("failed", len(BACKOFF) + 1)
    program.clock.move(timedelta(days=30))
    assert deliver(program, mailer) == Delivered()
    assert mailer.taken == []


def test_one_refusal_does_not_keep_the_others_waiting(program: Program) -> None:
    mailer = KeepingMailer(LATER, None, LATER)
    for key in "abc":
        program.queue(key)
    assert deliver(program, mailer) == Delivered(sent=1, retried=2)
    program.clock.move(BACKOFF[0])
    assert deliver(program, mailer) == Delivered(sent=2)


@pytest.mark.parametrize(
    ("trouble", "status", "expected"),
    [(NEVER, "failed", Delivered(failed=1)), (BROKEN, "unconfirmed", Delivered(unconfirmed=1))],
)
def test_what_is_refused_for_good_or_may_have_arrived_is_not_sent_again(
    program: Program, trouble: Exception, status: str, expected: Delivered
) -> None:
    mailer = KeepingMailer(trouble)
    program.queue("a")
    assert deliver(program, mailer) == expected
    program.clock.move(timedelta(days=30))
    assert deliver(program, mailer) == Delivered()
    assert program.mail("a").status == status
    assert mailer.taken == []


def test_a_process_that_dies_while_sending_leaves_the_mail_unconfirmed(program: Program) -> None:
    mailer = KeepingMailer(KeyboardInterrupt())
    program.queue("a")
    with pytest.raises(KeyboardInterrupt):
        deliver(program, mailer)
    program.clock.move(CLAIM_LASTS)
    assert deliver(program, mailer) == Delivered()
    program.clock.move(timedelta(seconds=1))
    assert deliver(program, mailer) == Delivered(unconfirmed=1)
    assert program.mail("a").status == "unconfirmed"
    assert mailer.taken == []


def test_words_taken_out_after_a_mail_was_queued_do_not_leave_with_it(program: Program) -> None:
    mailer = KeepingMailer()
    program.queue(
        "a", session_id="request", subject="About Acme", text="You left Acme.", calendar="SUMMARY:Ac\r\n me\r\n"
    )
    program.queue("b", session_id="request", calendar="SUMMARY:Mentoring\r\n")
    program.store.redact("noor", "acme")
    deliver(program, mailer)
    first, second = mailer.taken
    assert (first.subject, first.text, first.calendar) == ("About ▮▮▮", "You left ▮▮▮.", "")
    assert second.calendar == "SUMMARY:Mentoring\r\n"
    assert program.mail("a").text == "You left ▮▮▮."


def test_a_reader_who_is_erased_while_their_mail_is_sent_is_no_error(program: Program) -> None:
    class ErasingMailer(KeepingMailer):
        def send(self, mail: object) -> None:
            program.store.remove_person("noor")

    program.queue("a")
    assert deliver(program, ErasingMailer()) == Delivered(sent=1)
    assert program.store.mail("a") is None

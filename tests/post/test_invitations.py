from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import icalendar
import pytest

from assistant.domain.mails import Mail
from assistant.domain.mentors import MentorLimits
from assistant.errors import NotFound
from assistant.post import queue_invitations
from tests.post.conftest import Program

START = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


def event_of(mail: Mail) -> tuple[str, Any]:
    """Return the method and the one event of a mail's calendar."""
    calendar = icalendar.Calendar.from_ical(mail.calendar)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def invite(program: Program) -> list[Mail]:
    """Queue invitations and return the new ones, the mentee's first."""
    before = {person.id: len(program.store.mails_of(person.id)) for person in (program.noor, program.amara)}
    count = queue_invitations(program.inviting, program.session)
    new = [mail for who, known in before.items() for mail in program.store.mails_of(who)[known:]]
    assert len(new) == count
    return new


def test_both_sides_get_the_time_the_link_and_the_question(program: Program) -> None:
    program.agree_on(START)
    mails = invite(program)
    assert [mail.to for mail in mails] == ["noor@example.org", "amara@example.org"]
    method, event = event_of(mails[0])
    assert method == "REQUEST"
    assert event["DTSTART"].dt == START
    assert event["DTEND"].dt == START + timedelta(minutes=30)
    assert event["LOCATION"] == "https://meet.example/abc"
    assert {str(one) for one in event["ATTENDEE"]} == {"mailto:noor@example.org", "mailto:amara@example.org"}
    assert "Friday, 27 November 2026 at 16:00 (Europe/Oslo)" in mails[0].text
    assert "https://meet.example/abc" in mails[1].text
    assert "How do I lead my old colleagues?" in mails[1].text


def test_who_was_told_how_it_stands_is_not_told_again(program: Program) -> None:
    program.agree_on(START)
    invite(program)
    program.clock.move(timedelta(hours=1))
    assert invite(program) == []


def test_nobody_is_invited_before_a_time_is_agreed(program: Program) -> None:
    assert invite(program) == []


def test_a_change_and_the_change_back_each_replace_the_entry_in_the_calendar(program: Program) -> None:
    versions = []
    for start in (START, START + timedelta(hours=1), START):
        program.agree_on(start)
        versions.append(event_of(invite(program)[0])[1])
        program.clock.move(timedelta(minutes=5))
    assert len({str(event["UID"]) for event in versions}) == 1
    assert [event["DTSTART"].dt for event in versions] == [START, START + timedelta(hours=1), START]
    sequences = [int(event["SEQUENCE"]) for event in versions]
    assert sequences == sorted(set(sequences))


def test_a_session_without_a_time_any_more_is_called_off(program: Program) -> None:
    program.agree_on(START)
    invite(program)
    program.agree_on(None, link="")
    mails = invite(program)
    method, event = event_of(mails[0])
    assert (method, event["STATUS"], event["DTSTART"].dt) == ("CANCEL", "CANCELLED", START)
    assert mails[0].subject.startswith("Called off")
    assert invite(program) == []


def test_the_mentor_gets_no_mail_in_their_quiet_hours(program: Program) -> None:
    program.store.set_mentor_limits("amara", MentorLimits(quiet_from=time(9), quiet_until=time(12)))
    program.agree_on(START)
    noors, amaras = invite(program)
    assert noors.next_try_at is None
    assert amaras.next_try_at == datetime(2026, 11, 25, 11, 0, tzinfo=UTC)


def test_words_the_mentee_took_out_are_in_no_invitation(program: Program) -> None:
    program.store.redact("noor", "colleagues")
    program.agree_on(START)
    for mail in invite(program):
        assert "colleague" not in mail.text + mail.calendar
        assert "How do I lead my old ▮▮▮?" in mail.text


def test_a_mentor_without_an_account_is_named_and_gets_no_mail(program: Program) -> None:
    mentorless = Program(program.store, program.clock, program.noor, program.amara)
    program.store.record.people.pop("amara")
    mentorless.agree_on(START)
    assert queue_invitations(mentorless.inviting, mentorless.session) == 1
    assert "Amara" in mentorless.store.mails_of("noor")[0].text


def test_a_session_whose_mentee_has_gone_invites_nobody(program: Program) -> None:
    session = program.agree_on(START)
    program.store.remove_person("noor")
    with pytest.raises(NotFound):
        queue_invitations(program.inviting, session)

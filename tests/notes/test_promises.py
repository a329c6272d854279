from __future__ import annotations

from datetime import date

import pytest

from assistant.domain.questions import Span
from assistant.notes.people import People, people_of
from assistant.notes.pieces import pieces
from assistant.notes.promises import read_promise

TUESDAY = date(2026, 5, 12)
BY_MENTEE, BY_MENTOR = People("mentee", "ingrid"), People("mentor", "jo park")


@pytest.mark.parametrize(
    ("people", "label", "words", "what", "when", "who"),
    [
        (BY_MENTEE, "", "I'll put 20 min in Tom's calendar by Friday", "put 20 min in Tom's calendar", "by Friday", "mentee"),
        (BY_MENTEE, "", "she sends me the name of her recruiter tmrw", "sends me the name of her recruiter", "tmrw", "mentor"),
        (BY_MENTEE, "", "Ingrid asks HR by Fri", "asks HR", "by Fri", "mentor"),
        (BY_MENTEE, "", "mail the hotel Monday", "mail the hotel", "Monday", "mentee"),
        (BY_MENTEE, "", "you'd look up the paragraph", "look up the paragraph", "", "mentor"),
        (BY_MENTEE, "me", "ask HR for the letter, by next Friday", "ask HR for the letter", "by next Friday", "mentee"),
        (BY_MENTEE, "Ingrid", "i'll ping Erik by thursday", "ping Erik", "by thursday", "mentor"),
        (BY_MENTEE, "", "new figs – by Thurs – me", "new figs", "by Thurs", "mentee"),
        (BY_MENTEE, "", "Tess sends me the name of her cert guy, fri", "sends me the name of her cert guy", "fri", "Tess"),
        (BY_MENTEE, "", "my sister takes the kids", "takes the kids", "", "sister"),
        (BY_MENTOR, "", "Jo mails her supervisor by end of the week", "mails her supervisor", "by end of the week", "mentee"),
        (BY_MENTOR, "", "I'll check in by text on the 18th", "check in by text", "on the 18th", "mentor"),
        (BY_MENTOR, "", "He'll ring them on Monday", "ring them", "on Monday", "mentee"),
        (BY_MENTOR, "", "I'm going to lend him my key from Wednesday", "lend him my key", "from Wednesday", "mentor"),
    ],
)  # fmt: skip
def test_a_promise_has_an_act_a_time_and_a_person(
    people: People, label: str, words: str, what: str, when: str, who: str
) -> None:
    found = read_promise(Span(0, len(words), words), label, people, TUESDAY)
    assert (found.what, found.when, found.who) == (what, when, who)
    assert (found.due is None) == (when == "")


def test_without_the_day_of_the_session_nothing_is_due() -> None:
    words = "I'll mail her by Friday"
    assert read_promise(Span(0, len(words), words), "", BY_MENTEE, None).due is None


@pytest.mark.parametrize(
    ("note", "author", "name"),
    [
        ("Call w/ Ingrid, 40 min. Tom came late. Ingrid thinks one number is enough.", "mentee", "ingrid"),
        ("Met Yusuf at the workshop. He asked for Lena.", "mentor", "yusuf"),
        ("spoke to marco. marco says four is plenty", "mentee", "marco"),
        ("nothing here", "mentee", ""),
    ],
)
def test_the_other_side_is_the_one_that_stands_out(note: str, author: str, name: str) -> None:
    assert people_of(note, pieces(note), author=author).other_name == name  # type: ignore[arg-type]


@pytest.mark.parametrize(("words", "who"), [("Mrs. Park", "mentee"), ("J", "mentee"), ("JP", "mentee"), ("Kim", "Kim")])
def test_short_forms_of_a_name_are_known(words: str, who: str) -> None:
    assert BY_MENTOR.who(words) == who

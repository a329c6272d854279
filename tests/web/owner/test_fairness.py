"""The owner's view of load and fairness, without a browser."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import cast

import pytest

from assistant.domain.mentors import MentorLimits
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.web.owner.fairness import words
from assistant.web.owner.fairness.actions import round_wish
from assistant.web.owner.fairness.curve import curve
from assistant.web.owner.fairness.page import days_of, evenness_of, fairness_page
from assistant.web.owner.fairness.view import FAIRNESS
from assistant.web.owner.place import OwnerPlace, read_owner_place
from assistant.web.owner.view import OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.owner.workspace import act
from assistant.web.tables import as_csv
from tests.builders import a_conversation, a_request
from tests.fakes.clock import StandingClock
from tests.web.scripted import MENTEE, MENTOR, OTHER_MENTEE, OWNER, ScriptedParts

QUESTION = "How do I leave the surgical ward for clinical informatics?"
PLACE = OwnerPlace("fairness")
FORM = {"rule": "worst_off_first", "least": "0", "most": "2", "weeks": "4", "hours": "0", "older": "", "apart": ""}


def add_waiting(parts: ScriptedParts) -> None:
    """Let amara keep two people waiting, one of them for too long."""
    for name, mentee, days in (("old", MENTEE, 12), ("young", OTHER_MENTEE, 2)):
        at = parts.clock() - timedelta(days=days)
        parts.store.start_conversation(a_conversation(name, mentee.id, started_at=at))
        asked = {"mentee_id": mentee.id, "mentor_id": "m-1", "question": QUESTION, "created_at": at}
        parts.store.add_request(a_request(name, conversation_id=name, **asked))


@pytest.fixture
def parts() -> ScriptedParts:
    parts = ScriptedParts()
    add_waiting(parts)
    return parts


def do(parts: ScriptedParts, action: str, *, place: OwnerPlace = PLACE, **detail: str) -> OwnerOutcome:
    return act(OwnerWish(parts, OWNER, place, {"action": action, **detail}))


def shown(parts: ScriptedParts, place: OwnerPlace = PLACE) -> str:
    return joined(fairness_page(parts, OWNER, place))


def joined(page: OwnerPage | None) -> str:
    assert page is not None
    return "\n".join(part for part in (page.work, page.detail, page.below) if part)


def said(outcome: OwnerOutcome) -> str:
    assert outcome.notice is not None
    return outcome.notice.text


def requests_in(page: str) -> list[str]:
    return re.findall(r'data-request="(\w+)"', page)


def planned(parts: ScriptedParts, **changes: str) -> OwnerOutcome:
    """Return the old request to the pool and plan a round with it."""
    do(parts, "return_request", request="old")
    cast("StandingClock", parts.clock).move(timedelta(minutes=1))
    return act(OwnerWish(parts, OWNER, PLACE, {"action": "plan_round", **FORM, **changes}))


def test_only_owners_do_anything_here(parts: ScriptedParts) -> None:
    for name in FAIRNESS.actions:
        with pytest.raises(NotAllowed):
            act(OwnerWish(parts, MENTOR, PLACE, {"action": name, **FORM, "request": "old", "round": "x"}))
    for make in FAIRNESS.tables.values():
        with pytest.raises(NotAllowed):
            make(parts, MENTOR, PLACE)


def test_an_empty_program_says_what_to_do() -> None:
    parts = ScriptedParts()
    page = shown(parts)
    for empty in (words.STUCK_EMPTY, words.POOL_EMPTY, words.ROUNDS_EMPTY, words.SENTENCE_NONE, words.NO_OVERLOAD):
        assert empty in page
    assert words.WHAT_IF_EMPTY in joined(do(parts, "what_if").page)


def test_what_is_stuck_stands_with_its_button_and_the_days_are_chosen(parts: ScriptedParts) -> None:
    assert requests_in(shown(parts)) == ["old"]
    assert requests_in(shown(parts, PLACE.turned(days="1"))) == ["old", "young"]
    assert words.STUCK_EMPTY in shown(parts, PLACE.turned(days="30"))


def test_the_suggestion_for_an_overloaded_mentor_leads_to_all_that_waits_for_them(parts: ScriptedParts) -> None:
    parts.store.set_mentor_limits("m-1", MentorLimits(weekly_minutes=15))
    page = shown(parts)
    assert words.OVERLOADED.format(name="Amara Nwosu") in page
    (url,) = re.findall(r'href="(\?[^"]*mentor=m-1[^"]*)" data-go', page)
    led = shown(parts, read_owner_place(url.replace("&amp;", "&")))
    assert requests_in(led) == ["old", "young"]
    assert words.STUCK_OF.format(name="Amara Nwosu") in led
    assert "data-arrive" in led


def test_the_form_offers_what_is_stuck_while_the_pool_is_empty(parts: ScriptedParts) -> None:
    assert 'name="older" min="1" max="365" value="7"' in shown(parts)
    do(parts, "return_request", request="old")
    assert 'name="older" min="1" max="365" value=""' in shown(parts)


def test_a_request_is_returned_and_brought_back_with_one_click_each(parts: ScriptedParts) -> None:
    assert said(do(parts, "return_request", request="old")) == words.RETURNED
    page = shown(parts)
    assert requests_in(page) == []
    (entry,) = re.findall(r'data-entry="([\w-]+)"', page)
    assert said(do(parts, "undo_return", entry=entry)) == words.UNDONE
    assert requests_in(shown(parts)) == ["old"]


def test_the_page_opens_without_reading_questions_and_asks_for_the_numbers_by_itself(parts: ScriptedParts) -> None:
    page = fairness_page(parts, OWNER, PLACE)
    assert 'data-poll="what_if"' in (page.detail or "")
    do(parts, "what_if", evenness="0.25")
    assert "data-poll" not in (fairness_page(parts, OWNER, PLACE).detail or "")


def test_a_move_of_the_slider_changes_the_answer_alone_and_shows_both_numbers(parts: ScriptedParts) -> None:
    outcome = do(parts, "what_if", evenness="0.25")
    assert outcome.notice is None
    assert outcome.page is not None
    assert (outcome.page.work, outcome.page.below) == (None, None)
    answer = joined(outcome.page)
    assert words.POSITION.format(percent=25) in answer
    assert words.MEAN_FIT in answer
    assert words.PEAK in answer
    assert answer.count("<polyline") == 2
    assert 'value="0.8"' in shown(parts, PLACE.turned(evenness="0.8"))


@pytest.mark.parametrize(("asked", "found"), [("", 0.5), ("x", 0.5), ("2", 1.0), ("-1", 0.0), ("0.3", 0.3)])
def test_a_place_says_where_the_slider_stands(asked: str, found: float) -> None:
    assert evenness_of(PLACE.turned(evenness=asked)) == found


@pytest.mark.parametrize(("asked", "found"), [("", 7), ("x", 7), ("0", 1), ("900", 365), ("30", 30), ("²", 7)])
def test_a_place_says_how_many_days_are_too_long(asked: str, found: int) -> None:
    assert days_of(PLACE.turned(days=asked)) == found


def test_a_plan_is_shown_with_two_plainer_ways_and_stands_in_the_address(parts: ScriptedParts) -> None:
    outcome = planned(parts, apart="")
    page = joined(outcome.page)
    assert words.PLAN_LEDE.format(assigned=1, questions=1, rule=words.RULES["worst_off_first"]) in page
    for name in words.BESIDE_NAMES.values():
        assert name in page
    round_id = outcome.place.get("round")
    assert f'data-round="{round_id}"' in page
    assert f"round={round_id}" in page
    assert f'data-round="{round_id}"' in shown(parts, outcome.place)


def test_a_plan_is_offered_once_however_often_it_is_clicked(parts: ScriptedParts) -> None:
    outcome = planned(parts)
    round_id = outcome.place.get("round")
    assert said(do(parts, "offer_round", round=round_id)) == words.OFFERED.format(count=1)
    do(parts, "offer_round", round=round_id)
    pending = [one for one in parts.store.open_requests() if one.id != "young"]
    assert [one.mentor_id != "m-1" for one in pending] == [True]
    page = shown(parts, outcome.place)
    assert words.PLAN_GONE in page
    assert 'data-act="offer_round"' not in page
    assert words.STATUS["pending"] in page
    assert "m-1" not in [one.mentor_id for one in pending]


def test_without_a_plan_the_form_stays_as_typed_beside_what_would_help(parts: ScriptedParts) -> None:
    emails = "\n".join(f"{MENTEE.email}, m-{n}" for n in range(1, 5))
    outcome = planned(parts, apart=emails, most="5")
    page = joined(outcome.page)
    assert outcome.notice is not None
    assert outcome.notice.tone == "problem"
    assert words.NO_PLAN in page
    assert emails in page
    assert 'name="most" min="1" max="50" value="5"' in page
    assert outcome.place.get("round") == ""


def test_a_form_is_read_as_it_was_typed_and_refused_in_words(parts: ScriptedParts) -> None:
    wish = round_wish(OwnerWish(parts, OWNER, PLACE, {**FORM, "older": " 14 ", "leave_out": "yes"}))
    assert (wish.older_than_days, wish.may_leave_out, wish.rule) == (14, True, "worst_off_first")
    for broken in ({"most": "two"}, {"older": "-3"}, {"rule": "luck"}, {"weeks": ""}):
        with pytest.raises(InvalidInput):
            round_wish(OwnerWish(parts, OWNER, PLACE, {**FORM, **broken}))
    with pytest.raises(NotFound):
        do(parts, "offer_round", round="nothing")


def test_nobodys_words_or_names_of_mentees_stand_on_the_page_or_in_an_export(parts: ScriptedParts) -> None:
    outcome = planned(parts)
    do(parts, "what_if")
    tables = [
        cell.text for make in FAIRNESS.tables.values() for row in make(parts, OWNER, outcome.place).rows for cell in row
    ]
    everything = shown(parts, outcome.place) + " ".join(tables)
    for secret in (QUESTION, "surgical", MENTEE.name, OTHER_MENTEE.name, MENTEE.email):
        assert secret not in everything


def test_the_load_table_is_exported_with_plain_numbers(parts: ScriptedParts) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(FAIRNESS.tables["load"](parts, OWNER, PLACE)))))
    assert rows[0] == list(words.LOAD_COLUMNS)
    amara = next(row for row in rows if row[0] == "Amara Nwosu")
    assert amara[1:9] == ["0", "60", "0", "60", "0", "0", "0", "2"]


def test_a_curve_is_drawn_from_zero_and_leaves_out_what_is_unknown() -> None:
    drawn = curve("Busiest", [(0.0, 4.0), (0.5, None), (1.0, 2.0)], 1.0, lambda value: f"{value:.1f}")
    assert [(dot.said, dot.is_chosen) for dot in drawn.dots] == [("4.0", False), ("2.0", True)]
    assert drawn.dots[0].y < drawn.dots[1].y
    assert [text for _, text in drawn.ticks] == ["0", "4.0"]
    assert curve("Nothing", [], 0.5, str).dots == ()

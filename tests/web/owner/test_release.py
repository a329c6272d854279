"""The release check's pages, from the list of versions down to a case, on kept runs."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from assistant.accounts.signin import open_signin
from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.web.owner.place import OwnerPlace, read_owner_place
from assistant.web.owner.release import words as said
from assistant.web.owner.release.place import read_release_place
from assistant.web.owner.release.tables import changed_table, comparison_table, groups_table, runs_table
from assistant.web.owner.release.view import show_release
from assistant.web.owner.view import OwnerOutcome, OwnerWish
from assistant.web.owner.workspace import act, owner_page
from assistant.web.tables import as_csv
from assistant.web.visit import SIGNIN_COOKIE
from tests.review.conftest import cases
from tests.run_builders import a_run
from tests.web.conftest import app_for
from tests.web.scripted import MENTEE, OWNER, ScriptedParts

SECOND_OWNER = Person("p-second", "second@example.org", "Sol Winter", frozenset({"owner"}))
HOME = OwnerPlace("release")
WORSENED = OwnerPlace("release", (("run", "run-3"),))
AT_FAULT = WORSENED.turned(suite="conflicts", case="c-001", metric="")


@pytest.fixture
def parts() -> ScriptedParts:
    parts = ScriptedParts()
    parts.store.add_person(SECOND_OWNER, None)
    for number, is_worsened in ((1, False), (2, False), (3, True)):
        found = cases(is_worsened=is_worsened)
        parts.evaluation_runs.keep(a_run(f"run-{number}", found, is_baseline=number == 1), found)
    return parts


def do(parts: ScriptedParts, place: OwnerPlace, person: Person = OWNER, /, **detail: str) -> OwnerOutcome:
    return act(OwnerWish(parts, person, place, detail))


def html(parts: ScriptedParts, place: OwnerPlace, person: Person = OWNER) -> str:
    page = show_release(parts, person, place)
    return "".join(part or "" for part in (page.work, page.detail, page.below))


def test_the_newest_version_is_judged_in_words_on_the_first_page(parts: ScriptedParts) -> None:
    page = html(parts, HOME)
    assert "worse at conflict flags" in page
    assert len(runs_table(parts, OWNER, HOME).rows) == 3


def test_a_program_without_runs_says_what_to_do() -> None:
    page = html(ScriptedParts(), HOME)
    assert said.NO_BASELINE in page
    assert said.NO_RUNS in page
    assert said.CHECK_NOW in page


def test_a_worsened_version_is_refused_with_reasons_and_the_way_to_its_cases(parts: ScriptedParts) -> None:
    page = html(parts, WORSENED)
    assert said.OUTCOMES["refused"] in page
    assert said.CONFIRM in page
    assert "suite=conflicts" in page
    assert said.OUTCOMES["passes"] in html(parts, OwnerPlace("release", (("run", "run-2"),)))


def test_tables_hold_what_the_page_is_turned_to(parts: ScriptedParts) -> None:
    assert len(comparison_table(parts, OWNER, WORSENED).rows) >= 3
    changed = changed_table(parts, OWNER, WORSENED.turned(suite="conflicts"))
    assert len(changed.rows) == 20
    assert "c-001" in as_csv(changed)
    only_care = changed_table(parts, OWNER, WORSENED.turned(suite="conflicts", **{"in.field": "care"}))
    assert 0 < len(only_care.rows) <= 20
    groups = groups_table(parts, OWNER, WORSENED.turned(suite="conflicts", by="field"))
    assert {row[0].text for row in groups.rows} == {"care", "law"}


def test_a_case_shows_both_answers_and_the_next_one_that_changed(parts: ScriptedParts) -> None:
    metric = next(row for row in comparison_table(parts, OWNER, WORSENED).rows if row[7].text == "20")[0].text
    page = html(parts, AT_FAULT.turned(metric=metric.removesuffix(f" ({said.PROMISED})")))
    assert "compatible" in page
    assert said.CAME_BEFORE.partition("{")[0] in page
    assert said.NEXT_CASE in page


def test_a_label_is_put_right_with_the_old_one_kept_and_can_be_taken_back(parts: ScriptedParts) -> None:
    metric = changed_table(parts, OWNER, WORSENED.turned(suite="conflicts")).rows[0][0].url
    name = read_release_place_metric(metric)
    outcome = do(
        parts, AT_FAULT, action="put_right", metric=name, score="1", label="both can be followed", reason="Read again."
    )
    assert outcome.notice is not None
    page = html(parts, AT_FAULT)
    assert "both can be followed" in page
    assert "Read again." in page
    (kept,) = parts.store.corrections()
    assert kept.expected != kept.label
    do(parts, AT_FAULT, action="take_back_correction", correction=kept.id)
    assert said.WITHDRAWN.format(name=OWNER.name) in html(parts, AT_FAULT)


def test_a_score_out_of_range_or_no_number_is_refused(parts: ScriptedParts) -> None:
    name = read_release_place_metric(changed_table(parts, OWNER, WORSENED.turned(suite="conflicts")).rows[0][0].url)
    for score in ("2", "-0.1", "much", "nan", ""):
        with pytest.raises(InvalidInput):
            do(parts, AT_FAULT, action="put_right", metric=name, score=score, reason="x")
    assert parts.store.corrections() == []


def test_signing_off_against_the_check_needs_a_confirmation_and_keeps_what_was_typed(parts: ScriptedParts) -> None:
    asked = do(parts, WORSENED, action="decide_release", choice="signed_off", reason="We need it today.")
    assert asked.notice is not None
    assert asked.notice.tone == "problem"
    assert asked.page is not None
    assert "We need it today." in (asked.page.work or "")
    assert parts.store.release_decisions() == []
    do(parts, WORSENED, action="decide_release", choice="signed_off", reason="We need it today.", confirmed="yes")
    assert said.AGAINST_CHECK in html(parts, WORSENED)


def test_a_good_version_is_signed_off_and_a_bad_one_refused(parts: ScriptedParts) -> None:
    good = OwnerPlace("release", (("run", "run-2"),))
    do(parts, good, action="decide_release", choice="signed_off", reason="Nothing was lost.")
    do(parts, WORSENED, action="decide_release", choice="refused", reason="Flags are missed.")
    assert said.DECIDED_BY.format(choice="Signed off", name=OWNER.name) in html(parts, good)
    decisions = {row[0].text: row[5].text for row in runs_table(parts, OWNER, HOME).rows}
    assert sorted(decisions.values()) == ["Nobody decided", "Refused", "Signed off"]


def test_a_second_reader_does_not_see_the_first_reading(parts: ScriptedParts) -> None:
    do(parts, AT_FAULT, action="queue_reading", verdict="wrong", note="It misses the date.")
    assert "It misses the date." in html(parts, AT_FAULT)
    assert "It misses the date." not in html(parts, AT_FAULT, SECOND_OWNER)
    led = do(parts, HOME, SECOND_OWNER, action="read_next")
    assert read_release_place(led.place).case == "c-001"
    (waiting,) = parts.store.second_reads()
    do(parts, led.place, SECOND_OWNER, action="answer_reading", reading=waiting.id, verdict="right")
    assert "It misses the date." in html(parts, AT_FAULT, SECOND_OWNER)
    assert do(parts, HOME, SECOND_OWNER, action="read_next").place == HOME


def test_a_run_is_begun_watched_and_shown_when_it_ends(parts: ScriptedParts) -> None:
    begun = do(parts, HOME, action="check_version", label="Version 9", what="quick")
    assert begun.page is not None
    assert "data-poll=" in (begun.page.detail or "")
    parts.evaluation_runner.move(suite="preparation", done=50, total=200)
    watched = do(parts, HOME, action="check_progress")
    assert watched.page is not None
    assert 'value="25"' in (watched.page.detail or "")
    parts.evaluation_runner.fail("the disk is full")
    ended = do(parts, HOME, action="check_progress")
    assert ended.page is None
    assert "the disk is full" in html(parts, HOME)


def test_practice_measures_damaged_weights_and_only_in_the_demo(parts: ScriptedParts) -> None:
    do(parts, HOME, action="check_version", practice="yes")
    assert parts.evaluation_runner.weights == parts.practice_weights()
    other = ScriptedParts(is_demo=False)
    assert said.PRACTICE not in html(other, HOME)
    do(other, HOME, action="check_version", practice="yes")
    assert other.evaluation_runner.weights is None


def test_what_does_not_exist_is_said_and_strangers_are_refused(parts: ScriptedParts) -> None:
    with pytest.raises(NotFound):
        html(parts, OwnerPlace("release", (("run", "nothing"),)))
    with pytest.raises(NotFound):
        html(parts, WORSENED.turned(suite="conflicts", case="nothing"))
    for place in (HOME, WORSENED, AT_FAULT):
        with pytest.raises(NotAllowed):
            html(parts, place, MENTEE)
    with pytest.raises(NotAllowed):
        do(parts, HOME, MENTEE, action="check_version")


def test_a_whole_review_is_downloaded_by_owners_alone(parts: ScriptedParts) -> None:
    app = app_for(parts)
    for person, status in ((None, 303), (MENTEE, 303), (OWNER, 200)):
        client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        if person is not None:
            client.cookies.set(SIGNIN_COOKIE, open_signin(parts.store, person, now=parts.clock()).token)
        answer = client.get("/program/review.html?view=release&run=run-3")
        assert answer.status_code == status
        if status == 200:
            assert "c-001" in answer.text
            assert "<script" not in answer.text
            assert client.get("/program/review.html?view=release&run=nothing").status_code == 404


def test_filters_stand_in_the_address(parts: ScriptedParts) -> None:
    turned = act(OwnerWish(parts, OWNER, WORSENED, {"action": "filter", "in.field": "care", "against": ""})).place
    assert "in.field=care" in turned.url()
    tabs, page = owner_page(parts, OWNER, OwnerOutcome(turned))
    assert "in.field=care" in (tabs or "")
    assert said.WHERE_NOTE.format(groups="care") in (page.work or "")
    assert read_owner_place(read_release_place(turned).all_cases_url) == WORSENED


def read_release_place_metric(url: str) -> str:
    return read_owner_place(url).get("metric")

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.domain.people import Person
from assistant.domain.reviews import ReadingVerdict
from assistant.review import (
    CaseAddress,
    ReviewDesk,
    answer_second_reading,
    correct_label,
    correct_score,
    decide_release,
    queue_for_second_reader,
    review_report,
)
from assistant.web.owner.release.export import review_file_name, review_page
from tests.builders import a_person
from tests.fakes.clock import StandingClock
from tests.fakes.evaluations import KeptRuns
from tests.fakes.store import MemoryStore
from tests.run_builders import FLAGGED, a_case, a_run, cases_of

FIRST_CASE = CaseAddress("run-2", "conflicts", "c-000")
NASTY = "<script>alert('x')</script> & “quotes”"


class Page(HTMLParser):
    """Collects elements, their attributes and the text of a page; elements that stay open are an error."""

    void = frozenset({"meta", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


@pytest.fixture
def olga() -> Person:
    return a_person("olga", "owner")


@pytest.fixture
def desk(memory_store: MemoryStore, clock: StandingClock, olga: Person) -> ReviewDesk:
    for person in (olga, a_person("omar", "owner")):
        memory_store.add_person(person, None)
    runs = KeptRuns()
    was, now = cases_of([1.0] * 60), cases_of([0.0] * 20 + [1.0] * 40)
    now[0] = replace(now[0], input=NASTY, got=NASTY)
    runs.keep(a_run("run-1", [*was, a_case("gone")], is_baseline=True), [*was, a_case("gone")])
    runs.keep(a_run("run-2", now), now)
    return ReviewDesk(runs, memory_store, clock)


def page(desk: ReviewDesk, olga: Person) -> str:
    return review_page(review_report(desk, olga, "run-2"))


def read_twice(desk: ReviewDesk, olga: Person, case_id: str, verdict: ReadingVerdict) -> None:
    read = queue_for_second_reader(
        desk, olga, replace(FIRST_CASE, case_id=case_id), verdict=verdict, note="First note."
    )
    answer_second_reading(desk, a_person("omar", "owner"), read.id, verdict="right", note="Second note.")


def test_the_file_needs_nothing_beside_it(desk: ReviewDesk, olga: Person) -> None:
    html = page(desk, olga)
    found = Page(html)
    assert found.open == []
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(tag for tag, _ in found.elements)
    addresses = [value for _, own in found.elements for name, value in own.items() if name in {"href", "src", "action"}]
    assert addresses
    assert all(value is not None and value.startswith("#") for value in addresses)
    assert not re.search(r"url\(|@import|//[a-z]", html.partition("</style>")[0])
    assert "prefers-color-scheme: dark" in html


def test_every_link_leads_to_a_place_in_the_file(desk: ReviewDesk, olga: Person) -> None:
    found = Page(page(desk, olga))
    places = [own["id"] for _, own in found.elements if "id" in own]
    assert len(places) == len(set(places))
    assert {str(own["href"])[1:] for tag, own in found.elements if tag == "a"} <= set(places)


def test_the_file_says_verdict_measures_and_changed_cases_in_full(desk: ReviewDesk, olga: Person) -> None:
    found = Page(page(desk, olga))
    words = " ".join(found.text.split())
    assert "Review of Version 2" in words
    assert "Version 2 is worse at conflict flags: look at 20 cases." in words
    assert "0.67 (0." in words
    assert "60 cases" in words
    assert sum(tag == "article" for tag, _ in found.elements) == 20
    assert "Accept the offer / wait a week (c-019)" in words
    assert "Nobody decided about this version yet." in words
    assert "Cases that are gone (1)Conflict flags, gone" in words


def test_words_of_cases_and_people_are_shown_as_words(desk: ReviewDesk, olga: Person) -> None:
    correct_score(desk, olga, FIRST_CASE, FLAGGED.name, score=0.5, reason=NASTY)
    html = page(desk, olga)
    assert "<script" not in html
    assert Page(html).text.count(NASTY) == 3


def test_corrections_readings_and_decisions_are_told_with_names(desk: ReviewDesk, olga: Person) -> None:
    correct_label(desk, olga, FIRST_CASE, FLAGGED.name, label="compatible", score=1.0, reason="Both can be followed.")
    for n in range(20):
        read_twice(desk, olga, f"c-{n:03}", "right" if n % 2 else "partly")
    decide_release(desk, olga, "run-2", choice="signed_off", reason="Known, and fine.", is_confirmed=True)
    words = " ".join(Page(page(desk, olga)).text.split())
    for said in (
        "Signed off by Olga",
        "Known, and fine.",
        "although the check did not pass it",
        "Both can be followed.",
        "Expected now: compatible",
        "Olga: Partly right",
        "Omar: Right",
        "Over all runs, 0.50 of 20 cases got the same verdict",
    ):
        assert said in words


def test_the_file_is_named_for_the_version(desk: ReviewDesk, olga: Person) -> None:
    assert review_file_name(review_report(desk, olga, "run-2")) == "review-version-2-run-2.html"

"""The owner's first page: two sentences, five cards, counts; no mentee and nobody's words."""

from __future__ import annotations

import pytest

from assistant.errors import NotAllowed
from assistant.oversight.indicators import EVENNESS_TO_TRY
from assistant.program.demo import load_demo
from assistant.program.demo_history import past_mentees
from assistant.shipped import shipped_dir
from assistant.web.owner.home import words as said
from assistant.web.owner.home.health import weeks_table
from assistant.web.owner.home.view import deferrals_table, disagreements_table, show_home
from assistant.web.owner.place import OwnerPlace, read_owner_place
from assistant.web.tables import as_csv
from tests.builders import a_person
from tests.contract.deferral_contract import a_deferral
from tests.web.scripted import MENTEE, MENTOR, OWNER, ScriptedParts


@pytest.fixture(scope="module")
def demo() -> ScriptedParts:
    """Return a program that looks back on ninety days."""
    parts = ScriptedParts()
    assert load_demo(parts.store, knowledge_dir=shipped_dir("knowledge"), now=parts.clock())
    return parts


def home(parts: ScriptedParts) -> str:
    page = show_home(parts, OWNER, OwnerPlace())
    return f"{page.work}{page.below}"


def test_it_opens_on_two_sentences_and_five_indicators(demo: ScriptedParts) -> None:
    page = home(demo)
    assert "Two mentors carry 41 % of the minutes." in page
    assert page.count('class="panel indicator"') == 5
    assert page.count('class="spark"') == 5
    assert said.NOT_SHOWN not in page


def test_each_indicator_leads_to_where_something_can_be_done(demo: ScriptedParts) -> None:
    page = show_home(demo, OWNER, OwnerPlace()).work or ""
    links = [part.partition('"')[0] for part in page.split('<p class="do"><a href="')[1:]]
    places = [read_owner_place(link.replace("&amp;", "&")) for link in links]
    assert [place.view for place in places] == ["release", "fairness", "fairness", "release", "knowledge"]
    assert places[1].get("days") == "7"
    assert places[2].get("evenness") == EVENNESS_TO_TRY
    assert places[4].get("find") == "first step"


def test_overloaded_mentors_are_named_with_who_sees_it_and_mentees_never(demo: ScriptedParts) -> None:
    page = home(demo)
    assert "Philippa Okwuosa and Katarzyna Lipowska carry 41 % of the minutes." in page
    assert said.SEEN_WITH_MENTORS in page
    mentees = [row.name for row in past_mentees()]
    assert not [name for name in mentees if name in page]
    assert not [row for row in past_mentees() for chat in row.chats if chat.question[:40] in page]


def test_a_new_program_says_what_has_to_happen_first() -> None:
    page = home(ScriptedParts())
    assert "Too few people have taken part so far to say how it goes." in page
    assert page.count(said.NOT_SHOWN) == 5
    assert 'class="spark"' not in page
    assert said.WEEKS_EMPTY in page


def test_the_numbers_behind_the_lines_are_exported(demo: ScriptedParts) -> None:
    lines = as_csv(weeks_table(demo, OWNER, OwnerPlace())).splitlines()
    assert len(lines) > 30
    assert {line.partition(",")[0] for line in lines[1:]} == set(said.NAMES.values())
    assert all(int(line.rpartition(",")[2]) >= 5 for line in lines[1:])


def test_disagreements_are_counted_and_small_counts_hidden(demo: ScriptedParts) -> None:
    table = disagreements_table(demo, OWNER, OwnerPlace())
    assert len(table.rows) >= 2
    cells = [cell for row in table.rows for cell in row[1:]]
    assert said.FEW in {cell.text for cell in cells}
    assert all(cell.text == said.FEW or cell.text == "0" or int(cell.text) >= 5 for cell in cells)


def test_one_person_who_was_sent_elsewhere_looks_like_nobody() -> None:
    parts = ScriptedParts()
    for n in range(6):
        parts.store.add_person(a_person(f"person{n}"), None)
        parts.store.propose_deferral(a_deferral(f"topic{n}", mentee_id=f"person{n}"))
    parts.store.propose_deferral(a_deferral("alone", mentee_id="person0", reason="distress"))
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in deferrals_table(parts, OWNER, OwnerPlace()).rows}
    assert rows["Same topic three times"] == ["6", said.FEW, said.FEW]
    assert rows["Needs help first"] == rows["A plan missed twice"] == [said.FEW] * 3


@pytest.mark.parametrize("make", [show_home, weeks_table, disagreements_table, deferrals_table])
def test_only_owners_see_it(make: object) -> None:
    for stranger in (MENTEE, MENTOR):
        with pytest.raises(NotAllowed):
            make(ScriptedParts(), stranger, OwnerPlace())  # type: ignore[operator]

from __future__ import annotations

import csv
import io

import pytest

from assistant.web.owner.place import OwnerPlace
from assistant.web.tables import ROWS_SHOWN_MAX, Cell, Column, Table, as_csv
from assistant.web.templates import render


def a_table(*rows: tuple[Cell, ...]) -> Table:
    return Table("mentors", "Mentors", (Column("Name"), Column("Minutes", "number")), rows, "Import mentors first.")


def test_the_export_holds_what_rows_are_sorted_by() -> None:
    text = as_csv(a_table((Cell('Ada "A", B'), Cell("1 h 30 min", 90))))
    assert list(csv.reader(io.StringIO(text))) == [["Name", "Minutes"], ['Ada "A", B', "90"]]


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_words_that_a_spreadsheet_would_run_are_disarmed(word: str) -> None:
    ((_, *_), (first, *_)) = csv.reader(io.StringIO(as_csv(a_table((Cell(word), Cell("0", -1))))))
    assert first == f"'{word}"


def test_the_page_shows_the_first_rows_and_the_export_all() -> None:
    table = a_table(*((Cell(f"m-{n}"), Cell(str(n), n)) for n in range(ROWS_SHOWN_MAX + 5)))
    assert len(table.shown) == ROWS_SHOWN_MAX
    assert len(as_csv(table).splitlines()) == ROWS_SHOWN_MAX + 6


def test_what_people_wrote_cannot_become_html() -> None:
    source = '{% from "owner_macros.html" import data_table %}{{ data_table(table, place) }}'
    page = render_text(source, table=a_table((Cell("<b>x</b>"), Cell("1", 1))), place=OwnerPlace("people"))
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert 'href="/program/mentors.csv?view=people"' in page
    assert "Import mentors first." not in page
    assert "Import mentors first." in render_text(source, table=a_table(), place=OwnerPlace("people"))


def render_text(source: str, **values: object) -> str:
    from assistant.web.templates import _environment

    return _environment().from_string(source).render(**values)


def test_templates_know_the_owner_s_words() -> None:
    assert "Release check" in render("owner_tabs", turn="t", place=OwnerPlace())

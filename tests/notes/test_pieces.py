from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.notes.pieces import pieces


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("- ask Tom directly\n* one number per job", ["ask Tom directly", "one number per job"]),
        ("1) write first; 2) ask Sven", ["write first", "ask Sven"]),
        ("-> pick one sector", ["pick one sector"]),
        ("[ ] new figures – by Thurs – me", ["new figures", "by Thurs", "me"]),
        ("Told her to drop the phrase and to keep the date.", ["Told her to", "drop the phrase", "keep the date"]),
        ("She said that two pages are too many.", ["She said that", "two pages are too many"]),
        ("In her experience a planner helps", ["In her experience", "a planner helps"]),
        ("[09:02] Lena: yes. nobody minds", ["yes", "nobody minds"]),
        ("TODO: mail the hotel Monday", ["mail the hotel Monday"]),
        ("Dr. Okonkwo was on call.", ["Dr. Okonkwo was on call"]),
        ("Call me at 8.45, e.g. from the car.", ["Call me at 8.45", "e.g. from the car"]),
        ('"write for the players" / "dynamics!!!"', ["write for the players", "dynamics!!!"]),
        ("", []),
        (" \n - \n", []),
    ],
)
def test_pieces_are_what_advice_is_made_of(note: str, expected: list[str]) -> None:
    assert [piece.text for piece in pieces(note)] == expected


def test_a_speaker_is_no_part_of_what_is_said() -> None:
    (piece,) = pieces("Irma: hang fewer")
    assert (piece.text, piece.label, piece.is_first) == ("hang fewer", "Irma", True)


def test_lines_under_a_task_heading_are_tasks() -> None:
    note = "Tips:\n- sleep\nActions:\n- mail Tom\n[ ] call Bo"
    assert {piece.text: piece.is_task for piece in pieces(note) if not piece.is_heading} == {
        "sleep": False,
        "mail Tom": True,
        "call Bo": True,
    }


@given(st.text(alphabet="ab .,;:-–\n()'\"to and says→•[]1)x", max_size=200))
def test_pieces_lie_in_the_note_in_order_and_apart(note: str) -> None:
    found = pieces(note)
    assert all(note[piece.start : piece.end] == piece.text and piece.text.strip() for piece in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert [piece.line for piece in found] == sorted(piece.line for piece in found)

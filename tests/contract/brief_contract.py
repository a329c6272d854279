"""What every store promises about briefs and the words mentees take out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.domain.briefs import Brief, BriefLine
from assistant.errors import NotFound
from assistant.ports.store import Store
from tests.builders import NOW, a_note, an_item
from tests.contract.session_contract import fill_two_sides
from tests.contract.store_contract import AN_HOUR, at_once, confirm_all, fill, pending

LINES = (
    BriefLine("ask", "How do I lead my old colleagues?", "question"),
    BriefLine("disagreement", "First alone, or all together?", "conflict:a/b"),
)


def a_brief(**changes: Any) -> Brief:
    brief = Brief("request0", "noor", LINES, shown_at=NOW, expires_at=NOW + timedelta(days=14))
    return replace(brief, **changes)


class BriefContract:
    def test_a_brief_is_found_as_shown_last(self, store: Store) -> None:
        fill(store)
        assert store.brief("request0") is None
        store.keep_brief(a_brief())
        assert store.brief("request0") == a_brief()
        shown_later = a_brief(lines=LINES[:1], shown_at=NOW + AN_HOUR, expires_at=NOW + timedelta(days=20))
        store.keep_brief(shown_later)
        assert store.brief("request0") == shown_later

    def test_a_brief_belongs_to_a_request(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.keep_brief(a_brief())

    def test_of_briefs_shown_in_two_windows_at_once_one_is_kept(self, store: Store) -> None:
        fill(store)
        shown = [a_brief(shown_at=NOW + n * AN_HOUR) for n in range(6)]
        outcomes = at_once(6, lambda n: store.keep_brief(shown[n]))
        assert outcomes == [None] * 6
        assert store.brief("request0") in shown

    def test_briefs_are_deleted_when_their_time_has_come(self, store: Store) -> None:
        fill(store, requests=3)
        for n in range(3):
            store.keep_brief(a_brief(session_id=f"request{n}", expires_at=NOW + n * AN_HOUR))
        assert store.remove_expired_briefs(now=NOW + AN_HOUR) == 2
        assert [store.brief(f"request{n}") is None for n in range(3)] == [True, True, False]
        assert store.remove_expired_briefs(now=NOW + AN_HOUR) == 0


class RedactionContract:
    def test_words_are_taken_out_once_and_come_back_oldest_first(self, store: Store) -> None:
        fill(store)
        for words in ("Oslo", "divorce", "Oslo", "42k"):
            store.redact("noor", words)
        assert store.redactions("noor") == ["Oslo", "divorce", "42k"]
        assert store.redactions("nobody") == []

    def test_words_can_be_put_back(self, store: Store) -> None:
        fill(store)
        store.redact("noor", "Oslo")
        store.unredact("noor", "Oslo")
        store.unredact("noor", "unknown")
        assert store.redactions("noor") == []

    def test_nobody_unknown_takes_words_out(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.redact("nobody", "Oslo")

    def test_the_same_words_taken_out_in_two_windows_at_once_are_kept_once(self, store: Store) -> None:
        fill(store)
        assert at_once(6, lambda n: store.redact("noor", "Oslo")) == [None] * 6
        assert store.redactions("noor") == ["Oslo"]

    def test_taking_words_out_or_back_sends_the_mentees_guidance_to_the_index(self, store: Store) -> None:
        fill_two_sides(store)
        store.add_note(
            a_note(session_id="request0"),
            [an_item("b", session_id="request0"), an_item("a", session_id="request0")],
            [],
        )
        hers = {"session_id": "hers", "mentee_id": "zoe", "mentor_id": "bo", "note_id": "hers"}
        store.add_note(a_note("hers", session_id="hers", mentee_id="zoe", mentor_id="bo"), [an_item("c", **hers)], [])
        for act, expected in (
            (store.redact, ["a", "b"]),
            (store.redact, []),
            (store.unredact, ["a", "b"]),
            (store.unredact, []),
        ):
            confirm_all(store)
            act("noor", "Oslo")
            assert pending(store) == [("guidance", item_id) for item_id in expected]

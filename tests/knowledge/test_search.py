from __future__ import annotations

from datetime import date

import pytest

from assistant.domain.knowledge import Audience, KnowledgeCard
from assistant.indexing import sync_index
from assistant.knowledge.search import find_cards
from tests.fakes.encoder import HashingEncoder
from tests.fakes.index import MemoryIndex
from tests.fakes.store import MemoryStore


def card(card_id: str, title: str, body: str, audience: tuple[Audience, ...] = ("mentee",)) -> KnowledgeCard:
    return KnowledgeCard(card_id, title, body, ("work",), audience, ("A book, 2001",), date(2026, 1, 1))


RAISE = card("raise", "Asking for a raise", "## Before\nknow your number first\n## After\nwrite down what was promised")
DELEGATE = card("delegate", "Handing over work", "## Whom\nchoose somebody who wants to learn")
LISTEN = card("listen", "Listening as a mentor", "## First\nknow your number first", audience=("mentor",))


@pytest.fixture
def found() -> tuple[MemoryStore, MemoryIndex, HashingEncoder]:
    store, encoder = MemoryStore(), HashingEncoder()
    index = MemoryIndex(encoder)
    store.import_cards([RAISE, DELEGATE, LISTEN], replace=False)
    sync_index(store, index, encoder)
    return store, index, encoder


Parts = tuple[MemoryStore, MemoryIndex, HashingEncoder]


def test_the_closest_card_comes_first_with_its_closest_section(found: Parts) -> None:
    store, index, encoder = found
    hits = find_cards("know your number first", store=store, index=index, encoder=encoder)
    assert (hits[0].card, hits[0].section) == (RAISE, "Before")
    assert 0.0 <= hits[0].score <= 1.0


def test_each_card_comes_once_and_cards_for_others_do_not(found: Parts) -> None:
    store, index, encoder = found
    hits = find_cards(
        "know your number first and write down",
        store=store,
        index=index,
        encoder=encoder,
        score_min=-1.0,
        further_min=-1.0,
    )
    assert sorted(hit.card.id for hit in hits) == ["delegate", "raise"]


@pytest.mark.parametrize("text", ["", "  \n", "zebra umbrella quartz"])
def test_nothing_close_means_no_card(found: Parts, text: str) -> None:
    store, index, encoder = found
    assert find_cards(text, store=store, index=index, encoder=encoder) == ()


def test_a_card_that_left_the_store_is_passed_over_before_the_index_follows(found: Parts) -> None:
    store, index, encoder = found
    store.import_cards([DELEGATE], replace=True)
    assert find_cards("know your number first", store=store, index=index, encoder=encoder) == ()


def test_further_cards_need_to_be_closer_than_the_first(found: Parts) -> None:
    store, index, encoder = found
    hits = find_cards("know your number", store=store, index=index, encoder=encoder, score_min=-1.0, further_min=2.0)
    assert [hit.card.id for hit in hits] == ["raise"]


def test_a_card_found_by_its_title_shows_its_closest_section(found: Parts) -> None:
    store, index, encoder = found
    hits = find_cards("asking for a raise: what was promised", store=store, index=index, encoder=encoder)
    assert hits[0].section == "After"


def test_a_card_whose_title_speaks_of_it_comes_before_one_that_only_mentions_it() -> None:
    store, encoder = MemoryStore(), HashingEncoder()
    index = MemoryIndex(encoder)
    about = card("about", "portfolio pieces", "## Choose\nwhat a reader wants to talk with you about")
    mentions = card("mentions", "tidy desks", "## Small\nkeep portfolio pieces")
    store.import_cards([about, mentions], replace=False)
    sync_index(store, index, encoder)
    hits = find_cards(
        "keep portfolio pieces", store=store, index=index, encoder=encoder, score_min=-1.0, further_min=-1.0
    )
    assert [hit.card.id for hit in hits] == ["about", "mentions"]

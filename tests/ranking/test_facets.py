"""Facets are words of the profile; passages hold all of it."""

from __future__ import annotations

from assistant.ranking.facets import PASSAGE_WORDS_MAX, facets, passages
from tests.builders import a_mentor


def test_a_facet_of_the_bio_lies_where_it_says() -> None:
    mentor = a_mentor(bio="I led a ward.  Then two! Nights… are hard")
    found = [facet for facet in facets(mentor) if facet.field == "bio"]
    assert [facet.text for facet in found] == ["I led a ward.", "Then two!", "Nights…", "are hard"]
    assert all(mentor.bio[facet.start : facet.end] == facet.text for facet in found)


def test_a_short_profile_is_one_passage_with_everything_in_it() -> None:
    mentor = a_mentor()
    (passage,) = passages(mentor)
    for words in (mentor.headline, mentor.bio, *mentor.skills, *mentor.topics, *mentor.industries):
        assert words in passage.text


def test_a_long_bio_is_cut_into_passages_that_keep_every_word_and_the_headline() -> None:
    bio = " ".join(f"Sentence number {n} says something about work." for n in range(60)) + " word" * 300
    cut = passages(a_mentor(bio=bio))
    assert len({passage.part for passage in cut}) == len(cut) > 3
    assert all(passage.text.startswith("Ward manager in a children's hospital. ") for passage in cut)
    assert all(len(passage.text.split()) < PASSAGE_WORDS_MAX + 30 for passage in cut)
    assert sum(passage.text.count(" word") for passage in cut) == 300


def test_a_profile_without_bio_and_lists_still_has_a_passage() -> None:
    assert [p.text for p in passages(a_mentor(bio="", skills=(), topics=(), industries=()))] == [
        "Ward manager in a children's hospital."
    ]

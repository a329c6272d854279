"""Who is suggested, in which order, with which reasons."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.mentors import MentorLimits, MentorProfile
from assistant.domain.suggestions import Constraints, Seeker
from assistant.indexing import sync_index
from assistant.matching.batch import match_row
from assistant.matching.engine import MatchingEngine, matching_engine
from assistant.matching.suggest import READ_CLOSELY, suggest
from assistant.schemas.matching import MatchRow
from tests.builders import MONDAY, NOW, a_mentor
from tests.fakes.encoder import HashingEncoder
from tests.fakes.index import MemoryIndex
from tests.fakes.store import MemoryStore

QUESTION = "How do I lead a bakery team through its first Christmas?"
BAKER = {
    "headline": "Baker who leads a bakery team",
    "bio": "I lead a bakery team. Christmas is our test.",
    "skills": ("bakery",),
    "topics": ("first team",),
    "industries": ("food",),
}
SAILOR = {
    "headline": "Sailor",
    "bio": "Ropes, wind and knots at sea.",
    "skills": ("knots",),
    "topics": ("tides",),
    "industries": ("shipping",),
}


def an_engine(*profiles: MentorProfile) -> MatchingEngine:
    store, encoder = MemoryStore(), HashingEncoder()
    store.import_mentors(profiles, replace=True, week=MONDAY)
    index = MemoryIndex(encoder)
    sync_index(store, index, encoder)
    return matching_engine(store=store, index=index, encoder=encoder)


def ids(*, engine: MatchingEngine, **options: object) -> list[str]:
    return [one.mentor.id for one in suggest(QUESTION, engine, now=NOW, **options).available]  # type: ignore[arg-type]


def test_the_mentor_who_fits_comes_first_and_says_why_in_their_own_words() -> None:
    found = suggest(QUESTION, an_engine(a_mentor("sailor", **SAILOR), a_mentor("baker", **BAKER)), now=NOW)
    best = found.available[0]
    assert best.mentor.id == "baker"
    assert best.reasons[0].quote in (best.mentor.headline, *best.mentor.bio.split(". "), "I lead a bakery team.")
    assert 0 <= best.score <= 1
    assert best.first_week == MONDAY


def test_a_question_that_nobody_can_answer_gets_nobody_and_says_how_many_were_looked_at() -> None:
    found = suggest("Best pizza dough recipe?", an_engine(a_mentor("sailor", **SAILOR)), now=NOW)
    assert found.available == found.unavailable == ()
    assert found.considered == 1


def test_a_program_without_mentors_suggests_nobody() -> None:
    found = suggest(QUESTION, an_engine(), now=NOW)
    assert (found.available, found.considered) == ((), 0)


def test_a_very_good_fit_without_minutes_waits_apart_with_the_week_that_has_them() -> None:
    busy = a_mentor("busy", **BAKER, weekly_minutes=30, booked_minutes=45)
    found = suggest(QUESTION, an_engine(busy, a_mentor("free", **{**BAKER, "bio": "I lead a bakery team."})), now=NOW)
    assert [one.mentor.id for one in found.available] == ["free"]
    assert [(one.mentor.id, one.first_week) for one in found.unavailable] == [("busy", MONDAY + timedelta(weeks=2))]


def test_a_mentor_who_does_not_accept_is_never_available() -> None:
    assert ids(engine=an_engine(a_mentor("closed", **BAKER, accepting=False))) == []


def test_availability_can_be_left_out() -> None:
    engine = an_engine(a_mentor("closed", **BAKER, accepting=False, weekly_minutes=0))
    assert ids(engine=engine, constraints=Constraints(ignore_availability=True)) == ["closed"]


def test_of_two_equal_fits_the_less_loaded_comes_first() -> None:
    used = a_mentor("a", **BAKER, weekly_minutes=120, booked_minutes=60)
    fresh = a_mentor("b", **BAKER, weekly_minutes=120)
    found = suggest(QUESTION, an_engine(used, fresh), now=NOW)
    assert [one.mentor.id for one in found.available] == ["b", "a"]
    assert found.available[0].affinity == found.available[1].affinity
    assert found.available[0].score > found.available[1].score


def test_a_mentor_who_gives_fewer_minutes_is_not_taken_for_a_loaded_one() -> None:
    engine = an_engine(a_mentor("a", **BAKER, weekly_minutes=120), a_mentor("b", **BAKER, weekly_minutes=120))
    engine.store.set_mentor_limits("a", MentorLimits(weekly_minutes=30))
    one, other = suggest(QUESTION, engine, now=NOW).available
    assert one.score == other.score == one.affinity


def test_a_mentor_on_a_break_waits_apart_until_it_ends() -> None:
    engine = an_engine(a_mentor("away", **BAKER), a_mentor("free", **{**BAKER, "bio": "I lead a bakery team."}))
    engine.store.set_mentor_limits("away", MentorLimits(break_until=MONDAY + timedelta(weeks=1)))
    found = suggest(QUESTION, engine, now=NOW)
    assert [one.mentor.id for one in found.available] == ["free"]
    assert [(one.mentor.id, one.first_week) for one in found.unavailable] == [("away", MONDAY + timedelta(weeks=1))]


def test_what_makes_each_different_is_quoted_from_their_own_profile() -> None:
    one = a_mentor("a", **{**BAKER, "bio": "I lead a bakery team. I trained in Vienna."})
    two = a_mentor("b", **{**BAKER, "bio": "I lead a bakery team. I bake at night."})
    found = {s.mentor.id: s.different for s in suggest(QUESTION, an_engine(one, two), now=NOW).available}
    assert "Vienna" in found["a"]
    assert "at night" in found["b"]


def test_a_changed_profile_is_seen_at_once() -> None:
    engine = an_engine(a_mentor("a", **SAILOR))
    assert ids(engine=engine) == []
    engine.store.import_mentors([a_mentor("a", **BAKER)], replace=False, week=MONDAY)
    assert ids(engine=engine) == ["a"]


def many_mentors(count: int) -> list[MentorProfile]:
    rng = random.Random(7)
    words = "bakery team lead Christmas bread night shop oven staff plan".split()
    return [
        a_mentor(
            f"m{n:03}",
            headline="Mentor " + rng.choice(words),
            bio=" ".join(rng.sample(words, 4)) + f" number {n}.",
            languages=(rng.choice(["en", "fr", "de"]),),
            timezone=rng.choice(["Europe/Oslo", "America/New_York", "Asia/Tokyo"]),
            weekly_minutes=rng.choice([0, 15, 30, 60]),
            accepting=rng.random() < 0.7,
        )
        for n in range(count)
    ]


CROWD = an_engine(*many_mentors(READ_CLOSELY * 3))


@settings(max_examples=30, deadline=None)
@given(
    languages=st.lists(st.sampled_from(["en", "fr", "de", "xx"]), max_size=2).map(tuple),
    spoken=st.lists(st.sampled_from(["en", "fr", "de"]), max_size=2).map(tuple),
    hours=st.sampled_from([0.0, 1.5, 2.0, 8.0]),
    minutes=st.sampled_from([15, 30, 60]),
    limit=st.integers(1, 8),
)
def test_every_constraint_holds_for_everybody_suggested(
    languages: tuple[str, ...], spoken: tuple[str, ...], hours: float, minutes: int, limit: int
) -> None:
    found = suggest(
        QUESTION,
        CROWD,
        now=NOW,
        seeker=Seeker(languages=spoken, timezone="Europe/Oslo"),
        constraints=Constraints(languages=languages, overlap_hours_min=hours, minutes=minutes),
        limit=limit,
    )
    shared = {"Europe/Oslo": 8.0, "America/New_York": 2.0, "Asia/Tokyo": 0.0}
    assert len(found.available) <= limit
    for one in found.available:
        assert one.mentor.accepting
        assert one.mentor.weekly_minutes >= minutes
    for one in (*found.available, *found.unavailable):
        assert not languages or set(one.mentor.languages) & set(languages)
        assert not spoken or set(one.mentor.languages) & set(spoken)
        assert shared[one.mentor.timezone] >= hours
        assert all(reason.quote in getattr(one.mentor, reason.field) for reason in one.reasons)


def test_a_batch_row_names_mentors_scores_and_reasons() -> None:
    row = MatchRow.model_validate(
        {"question": QUESTION, "mentee": {"languages": ["en"]}, "must": {"languages": ["fr"]}}
    )
    answer = match_row(row, an_engine(a_mentor("baker", **BAKER)), now=NOW)
    assert [one.mentor_id for one in answer.suggestions] == ["baker"]
    assert answer.suggestions[0].reasons[0].field in ("headline", "bio", "skills", "topics", "industries")


@pytest.mark.parametrize("question", ["", "   ", "x" * 9_000])
def test_a_batch_row_that_cannot_be_read_is_refused_politely(question: str) -> None:
    from assistant.errors import InvalidInput

    with pytest.raises(InvalidInput):
        match_row(MatchRow(question=question), an_engine(), now=NOW)

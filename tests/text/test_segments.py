from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.text.segments import count_words, segments, sentences


def test_sentences_end_at_stops_line_breaks_and_dashes() -> None:
    text = "I run a small bakery. Two ovens!\nMy lease ends in May - what now?"
    assert [s.quote for s in segments(text)] == [
        "I run a small bakery.",
        "Two ovens!",
        "My lease ends in May",
        "what now?",
    ]


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    text = "Dr. Osei, e.g., said the N.M.C. site is enough."
    assert len(segments(text)) == 1


def test_a_run_on_chat_line_is_cut_where_both_sides_can_stand_alone() -> None:
    found = [s.quote for s in segments("im a nurse on a surgical ward but i want out of bedside work")]
    assert found == ["im a nurse on a surgical ward", "but i want out of bedside work"]


def test_a_short_aside_is_not_cut_off() -> None:
    assert len(segments("I tried, but no.")) == 1


@given(st.text(max_size=400))
def test_every_segment_quotes_its_place_and_none_overlap(text: str) -> None:
    end = 0
    for span in segments(text):
        assert text[span.start : span.end] == span.quote == span.quote.strip()
        assert span.start >= end
        end = span.end


@given(st.text(alphabet="abc ,.?!;\n-", max_size=200))
def test_no_word_is_lost(text: str) -> None:
    assert sum(count_words(span.quote) for span in sentences(text)) == count_words(text)


@given(
    st.text(alphabet="abi ,but\n", max_size=120),
    st.sampled_from(["I have asked my manager.", "By June.", "What should I choose?"]),
)
def test_a_sentence_added_on_a_new_line_leaves_earlier_segments_as_they_were(draft: str, added: str) -> None:
    before = segments(draft)
    assert segments(draft + "\n" + added)[: len(before)] == before

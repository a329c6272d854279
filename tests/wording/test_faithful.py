"""Nothing may appear that the source does not say; how it is said is free."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.wording.faithful import count_questions, is_first_person, is_within, kept_share, unsupported
from assistant.wording.framing_words import ASKING

DRAFT = (
    "hi im a ward nurse, 4 yrs at st marys hospital in leeds. my boss wants me to apply for the band 6 post by 3 may "
    "but i dont have a degree and i never led a team. i applied once and got rejected. should i go for it or wait? "
    "two kids, part-time 24h a week, earning 31k"
)

FAITHFUL = [
    "I am a ward nurse of four years at St Mary's Hospital in Leeds.",
    "My boss wants me to apply for the Band 6 post by May 3rd.",
    "Should I apply for the post, or should I wait? I applied once and was rejected.",
    "I do not have a degree and have never led a team.",
    "I'm working part time, 24 hours a week, and I have two children.",
    "Could you help me decide whether applying now makes sense?",
    "I earn 31,000.",
    "Which one matters most to me, and what would be the best next step?",
]

INVENTED = [
    ("I work at Google.", "Google"),
    ("I am a nurse in LEEDS for the NHS.", "NHS"),
    ("I work in IT.", "IT"),
    ("I have been a nurse for five years.", "five"),
    ("I have been a nurse for 5 years.", "5"),
    ("I must decide by June.", "June"),
    ("I must decide by Monday.", "Monday"),
    ("I must decide by May 4.", "4"),
    ("I earn £31,000.", "£"),
    ("I earn 32k.", "32k"),
    ("She wants me to apply.", "She"),
    ("My colleagues want me to apply.", "colleagues"),
    ("I want to apply tomorrow.", "tomorrow"),
    ("I have three kids.", "three"),
    ("I have four children.", "four"),
    ("I was promoted once.", "promoted"),
    ("This is my second application.", "second"),
    ("I have a degree.", "degree"),
    ("I led a team.", "led"),
    ("I did not apply for the post.", "apply"),
    ("I always wait.", "always"),
    ("I may ask Will about the post.", "Will"),
    ("I have one daughter.", "one"),
    ("Half of the post is nights.", "Half"),
]


@pytest.mark.parametrize("candidate", FAITHFUL)
def test_the_same_facts_in_other_forms_are_supported(candidate: str) -> None:
    assert unsupported(candidate, DRAFT) == ()


@pytest.mark.parametrize(("candidate", "fact"), INVENTED)
def test_an_invented_fact_is_named(candidate: str, fact: str) -> None:
    assert fact in unsupported(candidate, DRAFT)


@pytest.mark.parametrize(
    "question",
    [
        "About the Band 6 post: by when would you like to decide?",
        "Which deadline matters for the post: a date, or is there no rush?",
        "What would you like the mentor to do: review, explain, plan or rehearse something about the Band 6 post?",
        "What have you tried so far for the post, and what stops you?",
    ],
)
def test_a_question_back_may_ask_for_what_was_not_said(question: str) -> None:
    assert unsupported(question, DRAFT, framing=ASKING) == ()


@pytest.mark.parametrize(
    "question",
    [
        "What does your husband think about the post?",
        "By which day in June must you decide?",
        "What would your 2 managers say?",
    ],
)
def test_a_question_back_may_not_assume_a_fact(question: str) -> None:
    assert unsupported(question, DRAFT, framing=ASKING)


def test_may_is_a_verb_or_a_month() -> None:
    assert unsupported("I may wait.", "I wait.") == ()
    assert unsupported("I wait until May.", "I wait.") == ("May",)
    assert unsupported("I wait until May.", "i wait until may") == ()
    assert unsupported("I wait until May.", "May I wait?") == ("May",)
    assert unsupported("This is it: may I wait?", "I wait.") == ()


def test_an_ordinal_is_another_fact_than_a_count() -> None:
    assert unsupported("my second offer", "I have two offers") == ("second",)
    assert unsupported("my 2nd offer", "my second offer") == ()


def test_a_number_stays_with_what_it_counts() -> None:
    source = "I have three years of practice as a nurse at home in the country and in town, and then there are my two children."
    assert unsupported("two children and three years of practice", source) == ()
    assert unsupported("three children", source) == ("three",)


def test_a_day_stays_with_its_month() -> None:
    source = "the talk is on 3 May at 9 and the exam on the 12th of June"
    assert unsupported("by June 12", source) == ()
    assert unsupported("by the 3rd of May", source) == ()
    assert unsupported("by May 12", source) == ("12",)
    assert unsupported("by 9 June", source) == ("9",)


@pytest.mark.parametrize("date", ["30/11", "11/30/2026", "30.11.", "30.11.2026"])
def test_a_date_in_digits_is_the_date_in_words(date: str) -> None:
    assert unsupported("my answer is due on 30 November", f"answer due {date} latest") == ()
    assert unsupported("my answer is due on 30 October", f"answer due {date} latest") == ("30", "October")


def test_a_date_that_may_be_two_days_is_left_as_it_is() -> None:
    assert unsupported("due on 3 April", "due on 3/4") == ("3", "April")
    assert unsupported("due on 3/4", "due on 3/4") == ()


def test_a_misspelled_draft_may_be_corrected() -> None:
    assert unsupported("my promotion and my interview", "my promtion and my inteview") == ()


@pytest.mark.parametrize(
    ("candidate", "source"), [("firing", "hiring"), ("employer", "employee"), ("teacher", "teach"), ("car", "caring")]
)
def test_words_that_look_alike_are_not_taken_for_one_another(candidate: str, source: str) -> None:
    assert unsupported(f"about {candidate}", f"about {source}") == (candidate,)


def test_a_fact_of_the_draft_may_not_be_denied_nor_a_denial_dropped() -> None:
    assert unsupported("I want to leave.", "I don't want to leave.") == ("leave",)
    assert unsupported("I do not want to leave.", "I want to leave.") == ("leave",)
    assert unsupported("I don't know whether to leave.", "I wonder whether to leave.") == ()


TEXTS = st.text(max_size=300)


@given(TEXTS)
@example("3,000 pounds by 2nd May, i dont know IT — “no way”, he said: 24h/7")
def test_every_text_supports_itself(text: str) -> None:
    assert unsupported(text, text) == ()


@given(TEXTS, TEXTS, TEXTS)
def test_saying_more_never_makes_a_wording_less_supported(candidate: str, source: str, more: str) -> None:
    assert set(unsupported(candidate, f"{source}\n{more}")) <= set(unsupported(candidate, source))


_SENTENCES = [sentence.strip() for sentence in DRAFT.replace("?", ".").split(".")]
_FOREIGN = [
    "Zurich",
    "quarterly",
    "June",
    "seventeen",
    "18",
    "UNESCO",
    "Thursday",
    "wife",
    "yesterday",
    "lawyer",
    "900%",
]


@given(st.lists(st.sampled_from(_SENTENCES), max_size=4), st.sampled_from(_FOREIGN), st.integers(0, 4))
def test_a_foreign_fact_is_found_wherever_it_hides(sentences: list[str], fact: str, place: int) -> None:
    told = [*sentences[:place], f"and then there is {fact}", *sentences[place:]]
    assert any(word in fact for word in unsupported(". ".join(told), DRAFT))


@given(st.lists(st.sampled_from(_SENTENCES), max_size=4))
def test_sentences_of_the_source_in_any_order_are_supported(sentences: list[str]) -> None:
    assert unsupported(". ".join(sentences), DRAFT) == ()


@given(st.sampled_from(FAITHFUL))
def test_upper_and_lower_case_of_the_source_do_not_matter(candidate: str) -> None:
    assert unsupported(candidate, DRAFT.lower()) == ()


def test_the_kept_share_counts_content_words() -> None:
    assert kept_share("HACKED", "I am a nurse and want a degree.") == 0.0
    assert kept_share("A degree as nurses.", "I am a nurse and want a degree.") == 1.0
    assert kept_share("A nurse.", "I am a nurse and want a degree.") == 0.5
    assert kept_share("anything", "What is it?") == 1.0


@pytest.mark.parametrize(
    ("text", "is_first"),
    [
        ("I want to grow.", True),
        ("How can my CV be better?", True),
        ("The mentee asks about my CV.", False),
        ("Do it in time.", False),
    ],
)
def test_first_person_is_the_mentee_speaking(text: str, is_first: bool) -> None:
    assert is_first_person(text) is is_first


def test_word_limits_count_as_white_space_does() -> None:
    assert is_within("one two three", 3)
    assert not is_within("one two three four", 3)
    assert not is_within(" \n", 3)


def test_runs_of_question_marks_are_one_question() -> None:
    assert [count_questions(text) for text in ("", "Why?", "Why?!?", "Why?? How?")] == [0, 1, 2, 2]

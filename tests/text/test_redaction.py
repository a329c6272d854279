import pytest

from assistant.text.redaction import MASK, contains_any, redacted


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("I left Acme in May.", "acme", f"I left {MASK} in May."),
        ("ACME’s offer came late", "Acme", f"{MASK}’s offer came late"),
        ("I got divorced last year", "divorce", f"I got {MASK} last year"),
        ("two redundancies so far", "redundant", f"two {MASK} so far"),
        ("my pregnancy is the reason", "pregnant", f"my {MASK} is the reason"),
        ("I can pay 8,000", "8k", f"I can pay {MASK}"),
        ("They pay 42,000 a year", "42k", f"They pay {MASK} a year"),
        ("Acme\n  Health said no", "Acme Health", f"{MASK} said no"),
        ("see acmehealth.example", "Acme Health", f"see {MASK}.example"),
        ("I don’t sleep", "don't sleep", f"I {MASK}"),
        ("José wrote to me", "Jose", f"{MASK} wrote to me"),
        ("Ask Nair, not me", "Priya Nair", f"Ask {MASK}, not me"),
        ("Priya Nair, Priya and I", "priya", f"{MASK} Nair, {MASK} and I"),
        ("Acme Acme-Acme", "Acme", MASK),
    ],
)
def test_a_redacted_word_is_masked_however_it_is_written(text: str, word: str, expected: str) -> None:
    assert redacted(text, [word]) == expected
    assert contains_any(text, [word])
    assert not contains_any(redacted(text, [word]), [word])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the annual review", "Ann"),
        ("the market is slow", "Mark"),
        ("I am at home", "is"),
        ("around 30 people", "3"),
        ("teaching is fine", "teacher"),
        ("fifty hours a week", "HR"),
        ("health comes first", "Acme Health"),
    ],
)
def test_other_words_stay(text: str, word: str) -> None:
    assert redacted(text, [word]) == text
    assert not contains_any(text, [word])


def test_nothing_to_redact_changes_nothing() -> None:
    assert redacted("As it was.", ["", " – "]) == "As it was."
    assert redacted("As it was.", []) == "As it was."

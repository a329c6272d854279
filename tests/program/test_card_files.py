from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import InvalidFile
from assistant.program.card_files import card_paths, cards_in, read_cards

CARD = """---
id: asking-for-a-raise
title: How do I ask for a raise?
topics: [pay]
audience: [mentee]
sources: ["Fisher and Ury, Getting to Yes, 1981"]
reviewed_on: 2026-03-02
---

## Before
Know your number.
"""


def card(folder: Path, name: str, text: str = CARD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_gives_all_cards_below_it_except_readmes(tmp_path: Path) -> None:
    card(tmp_path, "pay/raise.md")
    card(tmp_path, "README.md", "about these cards")
    files = read_cards(card_paths([tmp_path]))
    assert files.problems == ()
    assert files.cards[0].title == "How do I ask for a raise?"
    assert files.cards[0].body.startswith("## Before")
    assert files.cards[0].reviewed_on.isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no front matter", "line 1: found 'no front matter'"),
        ("---\nid: x\n", "line 1: the front matter is not closed"),
        ("---\nid: x\ntitle: [\n---\nbody", "no YAML"),
        ("---\n- id\n---\nbody", "line 2: found list"),
        (CARD.replace("topics: [pay]\n", ""), "topics is missing"),
        (CARD.replace("[mentee]", "[visitor]"), "line 5: audience"),
        (CARD.replace("2026-03-02", "yesterday"), "line 7: reviewed_on"),
        (CARD.split("## Before")[0], "body"),
    ],
)
def test_a_bad_card_is_listed_with_file_line_and_reason(tmp_path: Path, text: str, said: str) -> None:
    path = card(tmp_path, "bad.md", text)
    files = read_cards([path])
    assert files.cards == ()
    assert files.problems[0].startswith(f"{path}: ")
    assert said in files.problems[0]


def test_the_same_id_in_two_files_names_both(tmp_path: Path) -> None:
    first, second = card(tmp_path, "a.md"), card(tmp_path, "b.md")
    assert read_cards([first, second]).problems == (
        f"{second}: line 2: the id 'asking-for-a-raise' stands in {first} already",
    )


def test_unknown_keys_are_reported(tmp_path: Path) -> None:
    files = read_cards([card(tmp_path, "a.md", CARD.replace("topics:", "mood: calm\ntopics:"))])
    assert files.unknown_keys == ("mood",)


def test_a_place_that_is_not_there_or_has_no_cards_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="no such file or folder"):
        card_paths([tmp_path / "nowhere"])
    with pytest.raises(InvalidFile, match="no Markdown files"):
        card_paths([tmp_path])


def test_files_in_memory_are_read_like_files(tmp_path: Path) -> None:
    good, bad = card(tmp_path, "a.md"), card(tmp_path, "b.md", CARD.replace("2026-03-02", "yesterday"))
    in_memory = cards_in((str(path), path.read_bytes()) for path in (good, bad))
    assert in_memory == read_cards([good, bad])
    assert len(in_memory.problems) == 1


def test_a_day_that_does_not_exist_is_a_problem_of_its_file(tmp_path: Path) -> None:
    files = read_cards([card(tmp_path, "a.md", CARD.replace("2026-03-02", "2026-02-31"))])
    assert "the front matter is no YAML" in files.problems[0]

"""What the data sets promise their users."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.questions import ELEMENTS, SCOPES
from assistant.text.intake import checked_text
from evals.simulated_mentees import read_mentees
from tests.test_layers import TOP

DATASETS = TOP / "evals" / "datasets"
SHARES = {"train": (0.6, 0.75), "dev": (0.1, 0.2), "test": (0.12, 0.22)}
TAGS = {*ELEMENTS[1:], "refer"}
ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
FICTIONAL = re.compile(r"(?:.+\.)?example(?:\.(?:org|com|net))?")


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def drafts() -> list[dict[str, Any]]:
    return rows_of(DATASETS / "preparation" / "drafts.jsonl")


@pytest.mark.parametrize("path", sorted(DATASETS.rglob("*.jsonl")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_line_has_an_id_of_its_own(path: Path) -> None:
    ids = [row["id"] for row in rows_of(path)]
    assert ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", sorted(DATASETS.rglob("*.jsonl")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_address_is_of_a_domain_that_nobody_owns(path: Path) -> None:
    domains = ADDRESS.findall(path.read_text(encoding="utf-8"))
    assert [domain for domain in domains if not FICTIONAL.fullmatch(domain.casefold())] == []


def test_the_check_of_addresses_finds_real_ones_and_passes_fictional_ones() -> None:
    assert ADDRESS.findall("write to ana.b@mail.example.org or joe@realmail.com") == [
        "mail.example.org",
        "realmail.com",
    ]
    assert FICTIONAL.fullmatch("mail.example.org")
    assert not FICTIONAL.fullmatch("realmail.com")


def test_labels_are_of_the_rubric(drafts: list[dict[str, Any]]) -> None:
    for row in drafts:
        for reading in (row, row.get("second", row)):
            assert tuple(reading["elements"]) == ELEMENTS
            assert set(reading["elements"].values()) <= {0, 1, 2}
            assert reading["scope"] in SCOPES
            assert set(reading["next"]) <= set(ELEMENTS)
            assert len(set(reading["next"])) == len(reading["next"]) <= 3
        assert all(set(part["tags"]) <= TAGS and set(part["tags"].values()) <= {1, 2} for part in row["segments"])


def test_segments_lie_in_their_text_in_order_and_apart(drafts: list[dict[str, Any]]) -> None:
    for row in drafts:
        bounds = [(part["start"], part["end"]) for part in row["segments"]]
        assert all(0 <= start < end <= len(row["text"]) for start, end in bounds)
        assert all(end <= start for (_, end), (start, _) in pairwise(bounds))


def test_no_draft_stands_in_two_splits_and_each_split_has_its_share(drafts: list[dict[str, Any]]) -> None:
    plain = [" ".join(re.findall(r"\w+", row["text"].casefold())) or row["text"] for row in drafts]
    assert len(set(plain)) == len(plain)
    for split, (low, high) in SHARES.items():
        assert low < sum(row["split"] == split for row in drafts) / len(drafts) < high


def test_every_draft_can_be_read(drafts: list[dict[str, Any]]) -> None:
    assert all(checked_text(row["text"]) for row in drafts)


def test_simulated_mentees_answer_with_words_of_their_own_that_no_labeled_draft_has(
    drafts: list[dict[str, Any]],
) -> None:
    mentees = read_mentees(DATASETS / "preparation" / "simulated.jsonl")
    assert {mentee.text for mentee in mentees}.isdisjoint(row["text"] for row in drafts)
    assert all(mentee.answers for mentee in mentees)

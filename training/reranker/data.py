"""Read the question-profile groups."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.mentors import MentorProfile
from assistant.ranking.facets import passages
from evals import DATASETS

GROUPS = DATASETS / "matching/groups.jsonl"


@dataclass(frozen=True, slots=True)
class Group:
    """A question with six candidates.

    Attributes:
        profiles: The candidates.
        relevance: 0 to 3 for each of them.
        is_hard: The best candidate shares few words with the question while decoys share many.
    """

    id: str
    split: str
    question: str
    role: str
    is_hard: bool
    profiles: tuple[MentorProfile, ...]
    relevance: tuple[int, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return each candidate as the one passage the product would read."""
        return tuple(passages(profile)[0].text for profile in self.profiles)


def read_groups(path: Path = GROUPS) -> list[Group]:
    """Read all groups, in file order."""
    return [_group(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def read_advice(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Read questions with advice given on them (gzipped JSON lines: question, a, b), one entry a question."""
    found: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for side in ("a", "b"):
                found.setdefault(row["question"], []).append(f"{row[side]['mentor_context']}. {row[side]['text']}")
    return [(question, tuple(texts)) for question, texts in sorted(found.items())]


def _group(row: dict) -> Group:  # type: ignore[type-arg]
    return Group(
        id=row["id"],
        split=row["split"],
        question=row["question"],
        role=row["mentee"]["role"],
        is_hard=row["hard"],
        profiles=tuple(_profile(candidate) for candidate in row["candidates"]),
        relevance=tuple(candidate["rel"] for candidate in row["candidates"]),
    )


def _profile(candidate: dict) -> MentorProfile:  # type: ignore[type-arg]
    written = candidate["profile"]
    return MentorProfile(
        id=candidate["id"],
        name=written["name"],
        headline=written["headline"],
        bio=written["bio"],
        skills=tuple(written["skills"]),
        topics=tuple(written["topics"]),
        industries=tuple(written["industries"]),
        seniority=written["seniority"],
        languages=("en",),
        timezone="UTC",
        weekly_minutes=60,
    )

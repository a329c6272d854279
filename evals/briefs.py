"""Score briefs on the labeled rows, beside composers that only cut.

    python -m evals.briefs --split test

Counted: required facts that stand in the brief, word for word or at least with three quarters of their content
words in one line; redacted words that can be read; words that their source does not have; lines whose source is
none of the documented ones; statements the mentee took back later; briefs over 120 words. "first words" takes question,
chat, history and disagreements in order until the words run out; "equal shares" gives each of them as many
words. Both are masked like the brief.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, TypeAdapter

from assistant.bootstrap import build
from assistant.briefs.batch import brief_row
from assistant.domain.briefs import BRIEF_WORDS_MAX
from assistant.rubric.assess import Rubric
from assistant.schemas.briefs import BriefRow
from assistant.settings import Settings
from assistant.text.inflection import lemmas
from assistant.text.redaction import MASK, contains_any, redacted
from assistant.text.words import is_function_word, tokens
from evals import DATASETS
from evals.metrics import Score, resample_counts, score_of

ROWS = DATASETS / "briefs/briefs.jsonl"
NEAR_SHARE = 0.75

FactKind = Literal["ask", "goal", "date", "tried", "constraint", "advised", "outcome", "disagreement"]
Line = tuple[str, str]
"""Text and source."""


class Fact(BaseModel):
    """What a brief has to say: words as they stand in the row, and in which source."""

    kind: FactKind
    quote: str
    source: str


class LabeledBrief(BriefRow):
    """One line of the file; `stale` are words the mentee took back later."""

    id: str
    split: Literal["dev", "test"]
    facts: list[Fact]
    stale: list[str]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in one brief.

    Attributes:
        verbatim, near: For each required fact, whether it stands there word for word, or nearly.
        leaks: Lines in which a redacted word can be read.
        invented: Words that the line's source does not have.
        unsourced: Lines whose source is not of this row.
        stale: What was said all the same though it was taken back.
    """

    verbatim: tuple[bool, ...]
    near: tuple[bool, ...]
    leaks: tuple[str, ...]
    invented: tuple[str, ...]
    unsourced: tuple[str, ...]
    stale: tuple[str, ...]
    words: int


Composer = Callable[[LabeledBrief], list[Line]]


def read_rows(path: Path = ROWS) -> list[LabeledBrief]:
    """Return all labeled rows, in file order."""
    adapter = TypeAdapter(LabeledBrief)
    return [adapter.validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def embedded_composer(rubric: Rubric) -> Composer:
    """Return the composer as shipped."""

    def compose(row: LabeledBrief) -> list[Line]:
        return [(line.text, line.source) for line in brief_row(row, rubric).lines]

    return compose


def first_words(row: LabeledBrief) -> list[Line]:
    """Take everything in order until the words run out."""
    lines, room = [], BRIEF_WORDS_MAX
    for source, text in sources_of(row).items():
        words = redacted(text, row.redacted).split()[:room]
        room -= len(words)
        lines.append((" ".join(words), source))
    return [line for line in lines if line[0]]


def equal_shares(row: LabeledBrief) -> list[Line]:
    """Take as many words of each source, from its beginning."""
    sources = sources_of(row)
    share = BRIEF_WORDS_MAX // len(sources)
    return [(" ".join(redacted(text, row.redacted).split()[:share]), source) for source, text in sources.items()]


def sources_of(row: LabeledBrief) -> dict[str, str]:
    """Return the text of each source a line may name."""
    texts = {str(one.id): f"{one.mentor}: {one.text} {one.outcome or ''}" for one in row.history}
    sources = {"question": row.question}
    sources |= {f"chat:{n}": turn.text for n, turn in enumerate(row.chat, start=1) if turn.speaker == "mentee"}
    sources |= {f"history:{name}": text for name, text in texts.items()}
    for one in row.open_conflicts:
        sides = [redacted(side, row.redacted) if side not in texts else side for side in (one.a, one.b)]
        sources[f"conflict:{sides[0]}/{sides[1]}"] = " ".join([one.why, *(texts.get(side, side) for side in sides)])
    return sources


def findings_of(row: LabeledBrief, lines: Sequence[Line]) -> Findings:
    """Compare one brief with its labels."""
    sources = sources_of(row)
    whole = " ".join(_plain(text) for text, _ in lines)
    return Findings(
        verbatim=tuple(_stands(fact, lines) for fact in row.facts),
        near=tuple(_stands(fact, lines) or _nearly_stands(fact, lines) for fact in row.facts),
        leaks=tuple(text for text, _ in lines if contains_any(text, row.redacted)),
        invented=tuple(word for text, source in lines for word in _unknown(text, sources.get(source, ""))),
        unsourced=tuple(source for _, source in lines if source not in sources),
        stale=tuple(words for words in row.stale if _plain(words) in whole),
        words=sum(len(text.split()) for text, _ in lines),
    )


def _stands(fact: Fact, lines: Sequence[Line]) -> bool:
    """Tell whether a fact stands word for word in the brief; an outcome has to stand beside its advice."""
    texts = [text for text, source in lines if fact.kind != "outcome" or source == fact.source]
    return _plain(fact.quote) in " ".join(_plain(text) for text in texts)


def _nearly_stands(fact: Fact, lines: Sequence[Line]) -> bool:
    if fact.kind == "outcome":
        return False
    wanted = _content(fact.quote)
    return any(len(wanted & _content(text)) >= NEAR_SHARE * len(wanted) for text, _ in lines) if wanted else False


def _unknown(text: str, source: str) -> list[str]:
    known = {word.strip("'-") for word in _plain(source).split()}
    words = (word.strip("'-") for word in _plain(text.replace(MASK, " ")).split())
    return [word for word in words if len(word) > 1 and word not in known]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w%+'-]+", text.casefold().replace("’", "'")))


def _content(text: str) -> frozenset[str]:
    return frozenset(min(lemmas(word.quote)) for word in tokens(text) if not is_function_word(word.quote))


def fact_share(rows: Sequence[LabeledBrief], hits: Sequence[Sequence[bool]], kind: FactKind | None = None) -> Score:
    """Return the share of required facts that stand, of one kind or of all; the interval is over rows."""
    wanted = [
        [hit for hit, fact in zip(one, row.facts, strict=True) if kind in (None, fact.kind)]
        for row, one in zip(rows, hits, strict=True)
    ]
    counts = resample_counts(len(rows))
    with np.errstate(invalid="ignore"):
        samples = counts @ [sum(one) for one in wanted] / (counts @ [len(one) for one in wanted])
    return score_of(samples, sum(len(one) for one in wanted))


def print_report(rows: Sequence[LabeledBrief], composers: Mapping[str, Composer]) -> None:
    """Print each measure for each composer, then the kinds of facts apart."""
    kinds = tuple(dict.fromkeys(fact.kind for row in rows for fact in row.facts))
    for name, compose in composers.items():
        found = [findings_of(row, compose(row)) for row in rows]
        verbatim = [one.verbatim for one in found]
        print(f"\n{name}")
        print(f"  facts, word for word      {fact_share(rows, verbatim)}  of {sum(len(row.facts) for row in rows)}")
        print(f"  facts, or nearly          {fact_share(rows, [one.near for one in found])}")
        for kind in kinds:
            print(f"    {kind:<24}{fact_share(rows, verbatim, kind)}")
        print(f"  lines with redacted words {sum(len(one.leaks) for one in found)}")
        print(f"  words not of the source   {sum(len(one.invented) for one in found)}")
        print(f"  lines without a source    {sum(len(one.unsourced) for one in found)}")
        print(
            f"  said though taken back    {sum(len(one.stale) for one in found)} of {sum(len(row.stale) for row in rows)}"
        )
        print(f"  words, at most            {max(one.words for one in found)}")


def main() -> None:
    """Score one split and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    rows = [row for row in read_rows() if row.split == parser.parse_args().split]
    print(f"{len(rows)} rows")
    composers = {
        "brief": embedded_composer(build(Settings()).preparation_engine.rubric),
        "first words": first_words,
        "equal shares": equal_shares,
    }
    print_report(rows, composers)


if __name__ == "__main__":
    main()

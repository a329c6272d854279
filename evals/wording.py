"""Compare wordings in pairs by a judge: the wording of the version measured, and one that was kept from an earlier version.

A judge sees each pair in both orders; only when it prefers the same wording both times it is preferred, else the pair is a tie.
Judges tend to prefer what is longer (Dubois et al. 2024), so pairs of about the same length are also counted alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.coaching.second import SecondShorter
from assistant.domain.questions import NextQuestion, SharpenedQuestion
from assistant.ports.chat_model import ChatModel
from assistant.prompts import PromptLibrary, load_prompts
from evals.engine import Row, Subject, answers

FOLDER: Final = Path(__file__).parent
PAIRS: Final = FOLDER / "datasets" / "wording" / "pairs.jsonl"
PROMPTS: Final = FOLDER / "prompts"
PURPOSE: Final = "compare-wordings"
SAME_LENGTH_SHARE: Final = 0.15
"""Two wordings are about as long when the longer has at most so many more words than the shorter, as a share of the shorter."""

Kind = Literal["next question", "sharpened question", "shorter advice", "brief"]
Verdict = Literal["ours", "kept", "tie"]

WANTED: Final[Mapping[Kind, str]] = {
    "next question": "The mentee wrote a draft and is asked one question back. Better is what is easy to answer, kind, names their own "
    "topic, and asks for what a mentor would miss most.",
    "sharpened question": "It is what the mentee sends to a mentor who has never met them. Better is what a stranger can answer: one clear "
    "ask, the facts it hangs on, in the mentee's own voice.",
    "shorter advice": "It is a mentor's advice in fewer words. Better is what keeps each step, figure and date, loses what does not help, "
    "and stays warm.",
    "brief": "A mentor reads it in a minute before the session. Better is what says the ask, the facts, what was tried and what is open, "
    "in words that stand alone.",
}


@dataclass(frozen=True, slots=True)
class KeptWording:
    """Texts, and what an earlier version made of them; `row` is a batch row of the capability of its kind."""

    id: str
    split: str
    kind: Kind
    field: str
    row: Row
    kept: str


class PreferenceReply(BaseModel):
    """Which of two wordings is better."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    better: Literal["A", "B", "tie"] = Field(description="The better wording.")
    why: str = Field(description="The reason, in one sentence.")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge says of a pair in both orders, and whether it said the same twice."""

    verdict: Verdict
    is_steady: bool
    why: str


@cache
def read_pairs() -> tuple[KeptWording, ...]:
    """Return all kept wordings in the order of the file."""
    rows = map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines())
    return tuple(KeptWording(**row) for row in rows)


@cache
def judge_prompts() -> PromptLibrary:
    """Return the prompts of judges."""
    return load_prompts(PROMPTS)


def judged(judge: ChatModel, kind: Kind, *, texts: str, ours: str, kept: str) -> Judged:
    """Ask for both orders. Raises ModelUnavailable when one has no usable reply."""
    ahead, behind = (_asked(judge, kind, texts, pair) for pair in ((ours, kept), (kept, ours)))
    first: Verdict = {"A": "ours", "B": "kept", "tie": "tie"}[ahead.better]  # type: ignore[assignment]
    second: Verdict = {"A": "kept", "B": "ours", "tie": "tie"}[behind.better]  # type: ignore[assignment]
    return Judged(first if first == second else "tie", first == second, f"{ahead.why}\n{behind.why}")


def _asked(judge: ChatModel, kind: Kind, texts: str, pair: tuple[str, str]) -> PreferenceReply:
    variables = {"wanted": WANTED[kind], "texts": texts, "first": pair[0], "second": pair[1]}
    return judge.reply(judge_prompts().render(PURPOSE, variables), PreferenceReply).value


def are_as_long(one: str, other: str) -> bool:
    """Tell whether two wordings have about the same number of words."""
    shorter, longer = sorted((len(one.split()), len(other.split())))
    return longer - shorter <= SAME_LENGTH_SHARE * shorter


# what the version measured says


def own_wording(kind: Kind, row: Row, subject: Subject) -> str:
    """Return the wording of the version measured, "" when it has none; a named model words a second time, as in the product."""
    return _WORDED[kind](row, subject)


def _next_question(row: Row, subject: Subject) -> str:
    said = _answer("assess", row, subject)["next_question"]
    if said is None:
        return ""
    embedded = NextQuestion(said["element"], said["text"], "")
    return subject.assistant.second_wording.next_question(embedded, draft=str(row["text"])).text


def _sharpened(row: Row, subject: Subject) -> str:
    said = _answer("prepare", row, subject)
    replies = [turn["reply"] for turn in said["turns"]]
    embedded = SharpenedQuestion(said["sharpened"]["text"], ())
    if not embedded.text:
        return ""
    return subject.assistant.second_wording.sharpened(embedded, draft="\n".join([str(row["text"]), *replies])).text


def _shorter(row: Row, subject: Subject) -> str:
    assistant = subject.assistant
    review = assistant.coaching_engine.review(str(row["question"]), str(row["draft"]))
    second = SecondShorter(assistant.chat_model, assistant.prompts, assistant.store, assistant.clock)
    return second.reword(review).review.shorter


def _brief(row: Row, subject: Subject) -> str:
    return "\n".join(line["text"] for line in _answer("brief", row, subject)["lines"])


def _answer(capability: str, row: Row, subject: Subject) -> Mapping[str, Any]:
    return answers(capability).answer([row], subject)[0]


_WORDED: Final[Mapping[Kind, Callable[[Row, Subject], str]]] = {
    "next question": _next_question,
    "sharpened question": _sharpened,
    "shorter advice": _shorter,
    "brief": _brief,
}

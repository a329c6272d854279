"""Histories judged through a model that knows the truth: what is lost on the way is the program's."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence

import pytest
from pydantic import SecretStr

from assistant.adapters.langchain_chat import Endpoint, LangChainChat, Limits
from assistant.adapters.tokens import TiktokenCounter
from assistant.bootstrap import build
from assistant.conflicts.engine import ConflictEngine
from assistant.conflicts.model_judge import ModelJudge
from assistant.guidance.conflicts_batch import conflicts_row
from assistant.prompts import load_prompts
from assistant.schemas.conflicts import ConflictsRow, JudgedHistoryRow
from assistant.settings import Settings
from assistant.shipped import shipped_dir
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore
from tests.scripted_server import Behavior, Exchange, ScriptedServer, says
from training.conflicts.data import Decision, HistoryItem, histories, load

HISTORIES = 6
F1_MIN = 0.95
DECISIONS = load(split="dev")
FOUND = [items for items in histories(DECISIONS, seed=11, each=2, opposed_share=0.25) if len(items) == 12]
CHOSEN = FOUND[:: max(1, len(FOUND) // HISTORIES)][:HISTORIES]


def test_a_model_that_knows_the_truth_finds_nearly_all_with_one_call_an_item(engine: Knowing) -> None:
    hits = wrong = missed = 0
    for items in CHOSEN:
        calls = len(engine.server.requests)
        judged = conflicts_row(_row(items), engine.engine)
        assert isinstance(judged, JudgedHistoryRow)
        assert len(engine.server.requests) - calls <= len(items) - 1
        found = {(int(one.a), int(one.b)) for one in judged.conflicts}
        truth = {(a, b) for b in range(len(items)) for a in range(b) if items[a].opposes(items[b])}
        hits, wrong, missed = hits + len(found & truth), wrong + len(found - truth), missed + len(truth - found)
        for one in judged.conflicts:
            assert one.judged_by == "knows the truth"
            assert one.quote_a in items[int(one.a)].text
            assert one.quote_b in items[int(one.b)].text
    f1 = 2 * hits / (2 * hits + wrong + missed)
    sys.stdout.write(f"\n{hits} found, {wrong} wrong, {missed} missed in {len(CHOSEN)} histories: F1 {f1:.3f}\n")
    assert hits >= HISTORIES
    assert f1 >= F1_MIN


class Knowing:
    """The shipped engine with a judge over HTTP."""

    def __init__(self, server: ScriptedServer, engine: ConflictEngine) -> None:
        self.server, self.engine = server, engine


@pytest.fixture
def engine(memory_store: MemoryStore, clock: StandingClock) -> Iterator[Knowing]:
    shipped = build(Settings(_env_file=None)).conflict_engine
    with ScriptedServer(_knows(DECISIONS)) as server:
        chat = LangChainChat(
            Endpoint("knows the truth", SecretStr("k"), server.base_url),
            TiktokenCounter("scripted"),
            limits=Limits(seconds=20.0, attempt_seconds=10.0),
        )
        judge = ModelJudge(chat, shipped.judge, load_prompts(shipped_dir("prompts")), memory_store, clock)
        yield Knowing(server, ConflictEngine(shipped.encoder, shipped.plain, judge, knows_decisions=True))
        chat.close()


def _row(items: Sequence[HistoryItem]) -> ConflictsRow:
    told = [
        {"id": n, "session": f"s{n}", "date": f"2026-01-{n + 1:02}", "question": item.question, "text": item.text}
        for n, item in enumerate(items)
    ]
    return ConflictsRow.model_validate({"items": told})


Place = tuple[str, int, int]
"""Decision, axis and side of a text."""


def _knows(decisions: Sequence[Decision]) -> Behavior:
    places = {
        " ".join(text.text.split()): (decision.id, text.axis, text.side)
        for decision in decisions
        for text in decision.texts
    }

    def behave(exchange: Exchange) -> None:
        prompt = str(exchange.request_json["messages"][-1]["content"])
        new, *earlier = re.findall(r"Advice: (.*?)(?=\n(?:From: |\n|<|\S*[>\]]))", prompt + "\n\n", re.DOTALL)
        judgements = [_judged(number, old, new, places) for number, old in enumerate(earlier, start=1)]
        says(json.dumps({"judgements": judgements}))(exchange)

    return behave


def _judged(number: int, old: str, new: str, places: Mapping[str, Place]) -> dict[str, object]:
    (decision, axis, side), (decision_of_new, axis_of_new, side_of_new) = (
        places[" ".join(text.split())] for text in (old, new)
    )
    if (decision, axis) == (decision_of_new, axis_of_new) and side != side_of_new:
        quotes = {"quote_earlier": " ".join(old.split()[:6]), "quote_new": " ".join(new.split()[:6])}
        return {"number": number, "label": "conflict", "kind": "action", "decider": "Which one?", **quotes}
    label = "compatible" if decision == decision_of_new else "unrelated"
    return {"number": number, "label": label, "kind": None, "decider": "", "quote_earlier": "", "quote_new": ""}

"""Measure how long one turn of the preparation chat takes, and how many drafts a batch assesses in a second.

    python -m evals.bench.turn

The turn is the real one, on SQLite and the embedded index of the demo program: read the draft, choose and word the
question back, sharpen, agenda, cards, everything saved. Each first turn is a draft never seen before, so no vector is
remembered; the second turn is a reply to it, once as shipped and once with nothing remembered.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.adapters.encoder.cached import CachedEncoder
from assistant.adapters.encoder.minilm import MiniLmEncoder
from assistant.bootstrap import Assistant, build
from assistant.ports.encoder import Encoder
from assistant.preparation.batch import assess_rows
from assistant.preparation.engine import PreparationEngine
from assistant.rubric.assess import DraftPart
from assistant.schemas.preparation import AssessRow
from assistant.settings import Settings
from training.rubric.data import read_drafts

Result = TypeVar("Result")

ADAPTER = Path("assistant/weights/rubric/adapter.safetensors")
WORDS_MIN, WORDS_MAX = 180, 220
WARM_TURNS = 3
ALONE = 100
"""Drafts assessed one by one, for comparison."""
REPLY = "By the end of March, because that is when my manager decides about next year."


def drafts_of_200_words() -> list[str]:
    """Return the labeled drafts of 180 to 220 words."""
    texts = [draft.text for draft in read_drafts()]
    return [text for text in texts if WORDS_MIN <= len(text.split()) <= WORDS_MAX]


def distinct_drafts(count: int) -> list[str]:
    """Return labeled drafts; when they run out, the same in capitals, which the encoder has to read anew."""
    texts = [draft.text for draft in read_drafts()]
    return [*texts, *(text.upper() for text in texts)][:count]


def timed(act: Callable[..., Result], *args: object) -> tuple[Result, float]:
    """Return what a call gives, and its wall time in milliseconds."""
    start = time.perf_counter()
    result = act(*args)
    return result, (time.perf_counter() - start) * 1000


def report(name: str, taken: Sequence[float]) -> None:
    """Print median and 95th percentile."""
    p50, p95 = np.percentile(taken, [50, 95])
    print(f"{name:<36}p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   n {len(taken)}", flush=True)


def forgetful(engine: PreparationEngine, *, adapted: Encoder, plain: Encoder) -> PreparationEngine:
    """Return the same engine with nothing remembered yet."""
    empty = CachedEncoder(plain)
    return PreparationEngine(
        replace(engine.rubric, encoder=CachedEncoder(adapted)), replace(engine.questioner, encoder=empty), empty
    )


def report_turns(assistant: Assistant, adapted: Encoder, texts: Sequence[str]) -> None:
    """Print first turns, and second turns with and without what the first one left in memory."""
    mentee = next(person for person in assistant.store.people() if person.has("mentee"))
    chat = assistant.preparation
    taken: dict[str, list[float]] = {"first": [], "remembered": [], "forgotten": []}
    for place, text in enumerate(texts):
        opened = chat.start(mentee).conversation.id
        _, first = timed(chat.say, mentee, opened, text)
        anew = replace(chat, engine=forgetful(chat.engine, adapted=adapted, plain=assistant.encoder))
        kind, answering = ("remembered", chat) if place % 2 else ("forgotten", anew)
        _, second = timed(answering.say, mentee, opened, REPLY)
        if place >= WARM_TURNS:
            taken["first"].append(first)
            taken[kind].append(second)
    print(f"chat turns on drafts of {WORDS_MIN} to {WORDS_MAX} words")
    report("first turn, draft never seen", taken["first"])
    report("second turn, as shipped", taken["remembered"])
    report("second turn, nothing remembered", taken["forgotten"])
    print(f"{'turn worded by a language model':<36}not measured: it depends on the vendor chosen")


def report_parts(assistant: Assistant, adapted: Encoder, texts: Sequence[str]) -> None:
    """Print what the thinking in a first turn is made of."""
    taken: dict[str, list[float]] = {}
    for text in texts:
        engine = forgetful(assistant.preparation_engine, adapted=adapted, plain=assistant.encoder)
        parts = [DraftPart(text)]
        reading, read = timed(engine.read, parts)
        for name, milliseconds in {
            "assess": read,
            "next question": timed(engine.next_question, reading)[1],
            "sharpened question": timed(engine.sharpened, reading, parts)[1],
            "agenda": timed(engine.agenda, reading, 30)[1],
            "knowledge cards": timed(assistant.find_cards, text)[1],
        }.items():
            taken.setdefault(name, []).append(milliseconds)
    print("what its thinking takes, each draft anew")
    for name, values in taken.items():
        report(f"  {name}", values)


def report_batch(assistant: Assistant, adapted: Encoder, count: int) -> None:
    """Print how fast many drafts are assessed together, beside one by one."""
    rows = [AssessRow(text=text) for text in distinct_drafts(count)]
    words = np.mean([len(row.text.split()) for row in rows])
    engine = forgetful(assistant.preparation_engine, adapted=adapted, plain=assistant.encoder)
    alone = [timed(assess_rows, [row], engine)[1] for row in rows[:: max(1, count // ALONE)]]
    engine = forgetful(assistant.preparation_engine, adapted=adapted, plain=assistant.encoder)
    _, together = timed(assess_rows, rows, engine)
    print(f"assess, {len(rows)} drafts of {words:.0f} words on average")
    print(f"{'together':<36}{1000 * len(rows) / together:8.1f} drafts/s   {together / 1000:.1f} s in all")
    print(f"{'one by one':<36}{1000 * len(alone) / sum(alone):8.1f} drafts/s   n {len(alone)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--drafts", type=int, default=1_000, help="drafts of the batch")
    options = parser.parse_args()
    texts = drafts_of_200_words()
    with tempfile.TemporaryDirectory() as folder:
        assistant = build(Settings(data_dir=Path(folder), database_url=None, chroma_url=None), is_demo=True)
        assistant.warm_up()
        adapted = MiniLmEncoder(assistant.settings.cache_dir, adapter=ADAPTER)
        adapted.encode(["warm"])
        report_turns(assistant, adapted, texts)
        report_parts(assistant, adapted, texts)
        report_batch(assistant, adapted, options.drafts)
        assistant.index.close()
        assistant.store.close()


if __name__ == "__main__":
    main()

"""What every suite is made of: cases in parts, and the Inspect task that answers and compares them.

A suite says what its cases are, who answers them, and how an answer compares with what is right. Everything else
(batching, logs, metrics with intervals, what was not scored) is here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar

import anyio
from inspect_ai import Task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import Metric as LoggedMetric
from inspect_ai.scorer import SampleScore, Score, Scorer, Target, metric, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from assistant.domain.evaluation import CaseResult, Metric, Suite, Tally
from assistant.errors import InvalidInput
from assistant.evaluation.measure import measure, own_value
from assistant.text.segments import count_words
from evals.engine import Answers, Row, Subject, subject, why_refused

TruthT = TypeVar("TruthT")
Split = Literal["dev", "test", "all"]

_LENGTHS = ((25, "up to 25 words"), (80, "26 to 80 words"), (200, "81 to 200 words"))
_ENGINES_AT_ONCE = 2
_MODELS_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Case(Generic[TruthT]):
    """One thing to ask.

    Attributes:
        id: Unique within the suite, never reused for another case.
        rows: What is asked, in the form the part's `answers` take; mostly one.
        truth: What would be right, as the part's `compare` takes it.
        input, expected: The same for people.
        slices: Groups the case belongs to, by what they divide; "split" is dev or test where the data are split.
    """

    id: str
    rows: tuple[Row, ...]
    truth: TruthT
    input: str
    expected: str
    slices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a case; the attributes are those of `assistant.domain.evaluation.CaseResult`."""

    got: str
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    explanation: str = ""
    unscored: str = ""
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part(Generic[TruthT]):
    """Cases of one kind.

    Attributes:
        metrics: Names of the metrics that these cases are for; one that is refused misses them.
        compare: Take a case and one output row for each of its rows.
        compares_refusals: Whether `compare` also takes rows with an `error`; else such cases are unscored.
    """

    cases: Sequence[Case[TruthT]]
    answers: Answers
    compare: Callable[[Case[TruthT], Sequence[Row]], Found]
    metrics: Sequence[str]
    compares_refusals: bool = False

    def found(self, case: Case[TruthT], outputs: Sequence[Row]) -> Found:
        """Compare, unless the engine refused."""
        refused = "" if self.compares_refusals else why_refused(outputs)
        if not refused:
            return self.compare(case, outputs)
        return Found(got="", unscored=refused, missed=tuple(self.metrics))


Parts = Sequence[Part[Any]]

_tell: ContextVar[Callable[[], None]] = ContextVar("tell", default=lambda: None)


@contextmanager
def telling_of_cases(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` after each case that is compared meanwhile."""
    before = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(before)


def suite_task(name: Suite, metrics: Sequence[Metric], parts: Parts, *, split: Split = "all", limit: int = 0) -> Task:
    """Return the Inspect task of a suite.

    Args:
        name: As in `SUITES`.
        metrics: In the order people read them.
        parts: All cases; those of the training split are left out here.
        split: Which cases of split data to measure; cases that are not split always are.
        limit: Cases to measure at most, from each part its share; 0 for all.

    Raises:
        InvalidInput: No case is left.
    """
    chosen = _limited([_of_split(part, split) for part in parts], limit)
    if not any(part.cases for part in chosen):
        raise InvalidInput(f"the suite {name!r} has no cases of the split {split!r}")
    missed: Counter[str] = Counter()
    return Task(
        name=name,
        dataset=MemoryDataset([_sample(case, part) for part in chosen for case in part.cases], name=name),
        solver=_answered(chosen),
        scorer=_compared(chosen, metrics, missed),
        metrics=[_logged(name, one, missed) for one in metrics],
        metadata={"suite": name, "metrics": [_plain_metric(one) for one in metrics]},
    )


def length_of(text: str) -> str:
    """Return the slice of a text by its words."""
    words = count_words(text)
    return next((name for longest, name in _LENGTHS if words <= longest), "over 200 words")


def _of_split(part: Part[Any], split: Split) -> Part[Any]:
    wanted = {"dev", "test"} if split == "all" else {split}
    return replace(part, cases=[case for case in part.cases if case.slices.get("split", split) in {*wanted, "all"}])


def _limited(parts: Parts, limit: int) -> Parts:
    total = sum(len(part.cases) for part in parts)
    if not 0 < limit < total:
        return parts
    return [replace(part, cases=part.cases[: -(-len(part.cases) * limit // total)]) for part in parts]


def _sample(case: Case[Any], part: Part[Any]) -> Sample:
    about = {"slices": dict(case.slices), "metrics": list(part.metrics), "rows": [dict(row) for row in case.rows]}
    return Sample(id=case.id, input=case.input, target=case.expected, metadata=about)


def _answered(parts: Parts) -> Solver:
    """Return the solver: the output is the JSON of the output rows, answered chunk by chunk beside the event loop."""
    desk = _Desk(parts)

    @solver(name="engine")
    def engine() -> Solver:
        async def solve(state: TaskState, generate: Generate) -> TaskState:  # noqa: ARG001  Inspect's signature
            outputs = await desk.outputs(str(state.sample_id))
            content = json.dumps(outputs, ensure_ascii=False, indent=1)
            state.output = ModelOutput.from_content(model=str(state.model), content=content)
            return state

        return solve

    return engine()


class _Desk:
    """Answers the whole chunk of a case when its first case is asked for, so that results do not hang on timing.

    Engines share two cores; language models are waited for, so many are asked at once.
    """

    def __init__(self, parts: Parts) -> None:
        self._chunk_of = {case.id: chunk for part in parts for chunk in _chunks(part) for case in chunk.cases}
        self._outputs: dict[str, Sequence[Row]] = {}
        self._limiter: anyio.CapacityLimiter | None = None

    async def outputs(self, case_id: str) -> Sequence[Row]:
        chunk, asked = self._chunk_of[case_id], subject()
        has_models = asked.writer is not None or asked.judge is not None
        self._limiter = self._limiter or anyio.CapacityLimiter(_MODELS_AT_ONCE if has_models else _ENGINES_AT_ONCE)
        async with chunk.lock:
            if case_id not in self._outputs:
                self._outputs |= await anyio.to_thread.run_sync(chunk.answer, asked, limiter=self._limiter)
        return self._outputs[case_id]


@dataclass(frozen=True, slots=True)
class _Chunk:
    cases: Sequence[Case[Any]]
    answers: Answers
    lock: anyio.Lock = field(default_factory=anyio.Lock)

    def answer(self, subject: Subject) -> dict[str, Sequence[Row]]:
        outputs = iter(self.answers.answer([row for case in self.cases for row in case.rows], subject))
        return {case.id: [next(outputs) for _ in case.rows] for case in self.cases}


def _chunks(part: Part[Any]) -> list[_Chunk]:
    chunks: list[list[Case[Any]]] = [[]]
    rows = 0
    for case in part.cases:
        if rows >= part.answers.rows_at_once:
            chunks.append([])
            rows = 0
        chunks[-1].append(case)
        rows += len(case.rows)
    return [_Chunk(cases, part.answers) for cases in chunks]


def _compared(parts: Parts, metrics: Sequence[Metric], missed: Counter[str]) -> Scorer:
    """Return the scorer: the value is the mean of how well the case went by each metric, 1.0 for the best."""
    part_of = {case.id: (part, case) for part in parts for case in part.cases}
    by_name = {one.name: one for one in metrics}

    @scorer(metrics=[], name="comparison")
    def comparison() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001  Inspect's signature
            part, case = part_of[str(state.sample_id)]
            found = part.found(case, json.loads(state.output.completion))
            missed.update(found.missed)
            _tell.get()()
            return _score(found, by_name)

        return score

    return comparison()


def _score(found: Found, metrics: Mapping[str, Metric]) -> Score:
    kept = {"tallies": {name: list(tally) for name, tally in found.tallies.items()}, "missed": list(found.missed)}
    if not found.tallies:
        reason = found.unscored or "nothing to score"
        return Score.unscored(reason=reason, answer=found.got, explanation=found.explanation or reason, metadata=kept)
    own = [own_value(metrics[name], tally) for name, tally in found.tallies.items()]
    known = [value for value in own if value is not None]
    value = round(sum(known) / len(known), 3) if known else 1.0
    return Score(value=value, answer=found.got, explanation=found.explanation, metadata=kept)


def _logged(suite: Suite, one: Metric, missed: Counter[str]) -> LoggedMetric:
    """Return a metric of the log: value, ends of the interval, cases scored and not scored."""

    @metric(name=one.name, scores="unreduced")
    def measured() -> LoggedMetric:
        def compute(scores: list[SampleScore]) -> dict[str, float | None]:
            said = measure(one, [_case(suite, score) for score in scores])
            return {
                one.name: said.value,
                f"{one.name}, low": said.low,
                f"{one.name}, high": said.high,
                f"{one.name}, n": said.n,
                f"{one.name}, unscored": missed[one.name],
            }

        return compute

    return measured()


def _case(suite: Suite, scored: SampleScore) -> CaseResult:
    kept = scored.score.metadata or {}
    tallies = {name: tuple(tally) for name, tally in kept["tallies"].items()}
    return CaseResult(suite, str(scored.sample_id), "", "", "", tallies=tallies, missed=tuple(kept["missed"]))


def _plain_metric(one: Metric) -> dict[str, object]:
    return {"name": one.name, "kind": one.kind, "is_promised": one.is_promised, "note": one.note}

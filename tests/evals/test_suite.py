"""A small suite of its own, run by Inspect as the real ones are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import inspect_ai
import pytest
from inspect_ai.model import Model, ModelOutput, ModelUsage, get_model
from pydantic import BaseModel

from assistant.adapters.inspect_logs import InspectLogs
from assistant.adapters.run_digest import MARK, MARK_TYPE, RunMark
from assistant.domain.evaluation import CaseResult, EvaluationRun, Metric, Provenance
from assistant.errors import ModelUnavailable
from assistant.ports.chat_model import RenderedPrompt
from evals.engine import Answers, Row, Subject
from evals.suite import Case, Found, Part, Split, suite_task

RIGHT, KEPT = "Answer is right", "Kept short"
METRICS = (Metric(RIGHT, is_promised=True), Metric(KEPT))


def case(number: int, *, split: str = "", text: str = "four") -> Case[str]:
    slices = {"split": split} if split else {}
    return Case(f"c{number}", ({"text": text},), "four", f"Say {number}", "four", slices)


def answer(rows: Sequence[Row], subject: Subject) -> list[Row]:
    return [
        {"error": {"code": "empty", "message": "Nothing was said."}} if not row["text"] else {"said": row["text"]}
        for row in rows
    ]


def compare(one: Case[str], outputs: Sequence[Row]) -> Found:
    said = str(outputs[0]["said"])
    if said == "broken":
        raise RuntimeError("the comparison broke")
    if said == "silent":
        return Found(got="", missed=(RIGHT,), tallies={KEPT: (1.0, 1.0)})
    return Found(got=said, tallies={RIGHT: (float(said == one.truth), 1.0)}, explanation=f"said {said}")


def measured(
    folder: Path,
    cases: Sequence[Case[str]],
    *,
    answers: Answers | None = None,
    model: str | Model = "none/none",
    split: Split = "all",
    limit: int = 0,
) -> tuple[EvaluationRun, dict[str, CaseResult]]:
    """Run the suite over these cases and read the run back from its logs."""
    part = Part(cases, answers or Answers(3, answer), compare, (RIGHT,))
    mark = RunMark(
        "r1", "tried", datetime(2026, 11, 24, tzinfo=UTC), Provenance("", "embedded", "", "", {}, "", {}, 1), {}
    )
    inspect_ai.eval(
        suite_task("safety", METRICS, [part], split=split, limit=limit),
        model=model,
        log_dir=str(folder / "r1"),
        metadata={MARK: MARK_TYPE.dump_python(mark, mode="json")},
        display="none",
        fail_on_error=False,
    )
    runs = InspectLogs(folder)
    [run] = runs.runs()
    return run, {one.id: one for one in runs.cases("r1")}


def test_a_case_is_read_back_as_it_was_asked_answered_and_compared(tmp_path: Path) -> None:
    run, cases = measured(tmp_path, [case(1, split="dev"), case(2, text="five")])
    assert cases["c2"] == CaseResult("safety", "c2", "Say 2", "four", "five", "said five", {RIGHT: (0.0, 1.0)})
    assert cases["c1"].slices == {"split": "dev"}
    [right, kept] = run.suites[0].measurements
    assert (right.value, right.n, right.unscored, right.metric.is_promised) == (0.5, 2, 0, True)
    assert (kept.value, kept.n, kept.unscored) == (None, 0, 0)


def test_what_is_refused_is_unscored_with_its_reason(tmp_path: Path) -> None:
    run, cases = measured(tmp_path, [case(1), case(2, text="")])
    assert (cases["c2"].unscored, cases["c2"].missed) == ("empty: Nothing was said.", (RIGHT,))
    assert (run.suites[0].measurements[0].value, run.suites[0].measurements[0].unscored) == (1.0, 1)


def test_a_fault_of_ours_in_one_case_leaves_the_others_and_is_unscored(tmp_path: Path) -> None:
    run, cases = measured(tmp_path, [case(1), case(2, text="broken")])
    assert "the comparison broke" in cases["c2"].unscored
    assert (run.suites[0].measurements[0].n, run.suites[0].measurements[0].unscored) == (1, 1)


def test_a_case_may_be_scored_on_one_metric_and_miss_another(tmp_path: Path) -> None:
    run, cases = measured(tmp_path, [case(1), case(2, text="silent")])
    assert cases["c2"].unscored == ""
    assert [(one.n, one.unscored) for one in run.suites[0].measurements] == [(1, 1), (1, 0)]


def test_cases_of_the_training_split_are_never_asked(tmp_path: Path) -> None:
    cases = [case(1, split="train"), case(2, split="dev"), case(3, split="test"), case(4)]
    assert list(measured(tmp_path / "all", cases)[1]) == ["c2", "c3", "c4"]
    assert list(measured(tmp_path / "dev", cases, split="dev")[1]) == ["c2", "c4"]


def test_a_limit_leaves_the_first_cases(tmp_path: Path) -> None:
    assert list(measured(tmp_path, [case(number) for number in range(10)], limit=4)[1]) == ["c0", "c1", "c2", "c3"]


def test_rows_are_answered_together_up_to_what_the_capability_takes(tmp_path: Path) -> None:
    chunks: list[int] = []

    def counting(rows: Sequence[Row], subject: Subject) -> list[Row]:
        chunks.append(len(rows))
        return answer(rows, subject)

    measured(tmp_path, [case(number) for number in range(8)], answers=Answers(3, counting))
    assert sorted(chunks) == [2, 3, 3]


def test_inspect_shows_value_interval_and_counts_of_every_metric(tmp_path: Path) -> None:
    measured(tmp_path, [case(1), case(2, text="five"), case(3, text="")])
    from inspect_ai.log import read_eval_log

    [path] = (tmp_path / "r1").glob("*.eval")
    log = read_eval_log(path)
    assert log.results is not None
    values = {name: one.value for name, one in log.results.scores[0].metrics.items()}
    assert (values[RIGHT], values[f"{RIGHT}, n"], values[f"{RIGHT}, unscored"]) == (0.5, 2, 1)
    assert values[f"{RIGHT}, low"] < 0.5 < values[f"{RIGHT}, high"]
    assert log.results.scores[0].unscored_samples == 1


# language models


class Said(BaseModel):
    """What a model replies."""

    word: str


def by_model(rows: Sequence[Row], subject: Subject) -> list[Row]:
    assert subject.writer is not None
    try:
        reply = subject.writer.reply(RenderedPrompt("say", "Say a word.", str(rows[0]["text"]), "f"), Said)
    except ModelUnavailable:
        return [{"said": "the embedded word"}]
    return [{"said": f"{reply.value.word} by {reply.model}"}]


def mock(*replies: str) -> Model:
    outputs = [ModelOutput.from_content("mockllm/model", reply) for reply in replies]
    for output in outputs:
        output.usage = ModelUsage(input_tokens=10, output_tokens=5, total_tokens=15)
    return get_model("mockllm/model", custom_outputs=outputs, memoize=False)


def test_any_model_of_inspect_words_instead(tmp_path: Path) -> None:
    _, cases = measured(tmp_path, [case(1)], answers=Answers(1, by_model), model=mock(json.dumps({"word": "quatre"})))
    assert cases["c1"].got == "quatre by mockllm/model"


@pytest.mark.parametrize("reply", ["no JSON at all", '{"word": 4, "other": ', "{}"])
def test_a_reply_that_does_not_fit_falls_back_as_in_the_product(tmp_path: Path, reply: str) -> None:
    _, cases = measured(tmp_path, [case(1)], answers=Answers(1, by_model), model=mock(reply))
    assert cases["c1"].got == "the embedded word"


def test_a_reply_in_a_code_fence_is_taken(tmp_path: Path) -> None:
    fenced = '```json\n{"word": "vier"}\n```'
    _, cases = measured(tmp_path, [case(1)], answers=Answers(1, by_model), model=mock(fenced))
    assert cases["c1"].got.startswith("vier")


def test_without_a_named_model_there_is_neither_writer_nor_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-people-s-own")

    def seen(rows: Sequence[Row], subject: Subject) -> list[Row]:
        return [{"said": f"{subject.writer} {subject.judge} {subject.assistant.chat_model}"} for _ in rows]

    _, cases = measured(tmp_path, [case(1)], answers=Answers(1, seen))
    assert cases["c1"].got == "None None None"

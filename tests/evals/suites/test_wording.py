"""A judge sees each pair in both orders, and what it cannot say is never counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import inspect_ai
import pytest
from inspect_ai.log import EvalLog
from inspect_ai.model import Model, ModelOutput, ModelUsage, get_model

from assistant.errors import InvalidInput
from assistant.ports.chat_model import ModelReply, RenderedPrompt, ReplyT, TokenUse
from evals.run import NO_JUDGE, Asked, failed_suites, run_suites
from evals.suite import Case
from evals.suites.wording import NO_JUDGE_NAMED, PREFERRED, SAME_LENGTH, STEADY, compare, wording
from evals.wording import WANTED, are_as_long, judged, read_pairs
from tests.scripted_server import Behavior, ScriptedServer, fails, refuses, replies, says, sends

CASES_MIN = 150
KEPT, OURS = "Ask your boss on Monday.", "Ask your boss on Monday, please."

Saying = Callable[[str], str]


def prefers_first(_prompt: str) -> str:
    return "A"


def prefers_ours(prompt: str) -> str:
    return "A" if prompt.index(OURS) < prompt.index(KEPT + "\n") else "B"


def says_tie(_prompt: str) -> str:
    return "tie"


class FakeJudge:
    """Says what it is told to; keeps what it was asked."""

    name = "judge"

    def __init__(self, better: Saying) -> None:
        self.better = better
        self.prompts: list[str] = []

    def reply(self, prompt: RenderedPrompt, schema: type[ReplyT]) -> ModelReply[ReplyT]:
        self.prompts.append(prompt.user)
        value = schema.model_validate({"better": self.better(prompt.user), "why": "so"})
        return ModelReply(value, self.name, TokenUse(0, 0, None))


@pytest.mark.parametrize(
    ("better", "verdict"),
    [(prefers_first, ("tie", False)), (prefers_ours, ("ours", True)), (says_tie, ("tie", True))],
)
def test_only_a_preference_that_stays_when_the_order_changes_counts(better: Saying, verdict: tuple[str, bool]) -> None:
    judge = FakeJudge(better)
    said = judged(judge, "brief", texts="…", ours=OURS, kept=KEPT)
    assert (said.verdict, said.is_steady) == verdict
    assert len(judge.prompts) == 2
    assert judge.prompts[0] != judge.prompts[1]


def pair_case() -> Case[Any]:
    pair = read_pairs()[0]
    return Case(pair.id, ({"id": pair.id},), pair, "", "")


@pytest.mark.parametrize(("verdict", "worth"), [("ours", 1.0), ("tie", 0.5), ("kept", 0.0)])
def test_a_tie_is_half_and_length_decides_what_is_counted_alone(verdict: str, worth: float) -> None:
    case = pair_case()
    said = {"verdict": verdict, "is_steady": True, "why": "so"}
    alike = compare(case, [{**said, "ours": case.truth.kept}])
    assert alike.tallies == {PREFERRED: (worth, 1.0), SAME_LENGTH: (worth, 1.0), STEADY: (1.0, 1.0)}
    longer = compare(case, [{**said, "ours": f"{case.truth.kept} {case.truth.kept}"}])
    assert SAME_LENGTH not in longer.tallies


def test_the_same_words_say_nothing_about_the_judge() -> None:
    case = pair_case()
    found = compare(case, [{"ours": case.truth.kept, "verdict": "tie", "is_steady": None, "why": "the same words"}])
    assert STEADY not in found.tallies


@pytest.mark.parametrize(
    ("words", "other", "is_alike"), [(100, 115, True), (100, 116, False), (0, 1, False), (0, 0, True)]
)
def test_wordings_are_about_as_long_up_to_fifteen_in_a_hundred(words: int, other: int, is_alike: bool) -> None:
    one, two = "x " * words, "x " * other
    assert are_as_long(one, two) is are_as_long(two, one) is is_alike


# through Inspect's roles


def evaluated(folder: Path, judge: Model | None, *, limit: int = 4) -> EvalLog:
    [log] = inspect_ai.eval(
        wording(limit=limit),
        model="none/none",
        model_roles={"judge": judge} if judge else None,
        log_dir=str(folder),
        display="none",
        fail_on_error=False,
    )
    return log


def scores(log: EvalLog) -> list[tuple[Any, str]]:
    return [
        (sample.scores["comparison"].value, sample.scores["comparison"].explanation or "")
        for sample in log.samples or []
        if sample.scores
    ]


@pytest.fixture
def another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this version say other words than the one whose wordings were kept."""
    monkeypatch.setattr("evals.suites.wording.own_wording", lambda _kind, _row, _subject: OURS)


@pytest.mark.usefixtures("another_version")
def test_a_judge_named_by_its_role_is_asked_twice_a_pair(tmp_path: Path) -> None:
    output = ModelOutput.from_content("mockllm/judge", json.dumps({"better": "tie", "why": "even"}))
    output.usage = ModelUsage(input_tokens=10, output_tokens=5, total_tokens=15)
    log = evaluated(tmp_path, get_model("mockllm/judge", custom_outputs=[output] * 8, memoize=False))
    assert [why for _, why in scores(log)] == ["tie: even\neven"] * 4


def test_the_same_words_as_before_are_a_tie_that_costs_no_judge(tmp_path: Path) -> None:
    judge = get_model("mockllm/judge", custom_outputs=[], memoize=False)
    assert [why for _, why in scores(evaluated(tmp_path, judge, limit=1))] == ["tie: the same words"]


@pytest.mark.usefixtures("another_version")
def test_without_a_judge_every_pair_is_unscored(tmp_path: Path) -> None:
    log = evaluated(tmp_path, None)
    assert [why for _, why in scores(log)] == [f"no_judge: {NO_JUDGE_NAMED}"] * 4
    assert log.results is not None
    assert log.results.scores[0].unscored_samples == 4


def test_a_run_without_a_judge_says_that_wording_is_not_measured(tmp_path: Path) -> None:
    run = run_suites(Asked(("extraction", "wording"), limit=2), tmp_path)
    assert run.not_measured["wording"] == NO_JUDGE
    assert run.suite("wording") is None
    assert run.suite("extraction") is not None
    assert failed_suites(run, Asked(("wording",))) == {"wording": NO_JUDGE}
    assert "wording" not in failed_suites(run, Asked())


def test_a_judge_that_is_the_writer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot judge itself"):
        run_suites(Asked(("wording",), model="mockllm/model", judge="mockllm/model"), tmp_path)
    [log] = inspect_ai.eval(
        wording(limit=1),
        model="mockllm/model",
        model_roles={"judge": "mockllm/model"},
        log_dir=str(tmp_path),
        display="none",
        fail_on_error=False,
    )
    assert log.samples is not None
    assert log.samples[0].error is not None
    assert "cannot judge itself" in log.samples[0].error.message


def server_judge(server: ScriptedServer) -> Model:
    return get_model("openai/judge", base_url=server.base_url, api_key="local", responses_api=False, memoize=False)


@pytest.mark.usefixtures("another_version")
def test_a_judge_over_http_sees_both_orders_and_is_told_what_is_material(tmp_path: Path) -> None:
    with ScriptedServer(replies(better="A", why="the first is warmer")) as server:
        [(_, why)] = scores(evaluated(tmp_path, server_judge(server), limit=1))
    assert why.startswith("tie: the first is warmer")
    users = [request["messages"][-1]["content"] for request in server.requests]
    assert [user.index(OURS) < user.rindex(read_pairs()[0].kept) for user in users] == [True, False]


@pytest.mark.parametrize(
    "fault", [says("A, I think."), replies(better="both", why="…"), refuses(), fails(400), sends("<html>")]
)
@pytest.mark.usefixtures("another_version")
def test_a_judge_without_a_usable_reply_leaves_the_pair_unscored(tmp_path: Path, fault: Behavior) -> None:
    with ScriptedServer(replies(better="A", why="fine"), fault) as server:
        log = evaluated(tmp_path, server_judge(server), limit=1)
    assert [why.split(":")[0] for _, why in scores(log)] == ["model_failed"]
    assert log.results is not None
    assert log.results.scores[0].unscored_samples == 1


def test_kept_wordings_are_enough_and_of_four_kinds() -> None:
    kinds = Counter(pair.kind for pair in read_pairs())
    assert sum(kinds.values()) >= CASES_MIN
    assert set(kinds) == set(WANTED)
    assert all(pair.kept.strip() for pair in read_pairs())

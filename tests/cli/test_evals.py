"""`assistant evals` on a handful of cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import evals
from tests.cli.test_commands import assistant


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of two runs of the same version."""
    folder = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_EVAL_LOGS", str(folder))
        for label in ("first", "second"):
            arguments = ("extraction", "--label", label, "--limit", "10", "--run-id", f"x1-{label}")
            assert assistant("evals", "run", *arguments) == 0
    return folder


@pytest.fixture(autouse=True)
def here(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_EVAL_LOGS", str(logs))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert assistant("evals", *arguments) == 0
    return capsys.readouterr().out


def test_runs_are_listed_newest_first(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(said(capsys, "list", "--json"))
    assert [run["label"] for run in listed if not run["is_baseline"]] == ["second", "first"]
    assert said(capsys, "list").splitlines()[0].startswith("x1-second")


@pytest.mark.parametrize("name", ["x1-second", "x1-s", "latest"])
def test_a_run_is_found_by_its_id_its_beginning_or_as_the_latest(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(capsys, "show", name, "--json"))["label"] == "second"
    assert "extraction: 10 cases" in said(capsys, "show", name)


def test_two_runs_of_one_version_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    metrics = json.loads(said(capsys, "compare", "x1-first", "latest", "--json"))["metrics"]
    assert {one["standing"] for one in metrics if one["suite"] == "extraction"} == {"same"}
    assert "same" in said(capsys, "compare", "x1-first", "latest")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "extracton"), "expected some of preparation, matching"),
        (("run", "--split", "train"), "expected one of dev, test, all"),
        (("show", "2025"), "there are: x1-second, x1-first"),
        (("show", "x1"), "found 2 evaluation runs called 'x1'"),
        (("run", "extraction", "--model", "mockllm/model", "--judge", "mockllm/model"), "cannot judge itself"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assistant("evals", *arguments) == 2
    assert message in capsys.readouterr().err


def test_outside_of_a_checkout_the_way_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert assistant("evals", "run") == 2
    assert "Clone the repository" in capsys.readouterr().err


def test_long_lists_of_cases_are_cut_and_counted() -> None:
    assert evals._some([f"c{number}" for number in range(11)]).endswith("c7 and 3 more")

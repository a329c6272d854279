from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import __version__
from assistant.cli.main import run

HELP_SECONDS_MAX = 0.5


def exit_code(*arguments: str) -> object:
    with pytest.raises(SystemExit) as stop:
        run(arguments)
    return stop.value.code


def test_help_is_quick() -> None:
    """Measured in seconds of computing, which other work on the machine does not change."""

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "assistant", "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < HELP_SECONDS_MAX


def test_help_loads_no_vendor() -> None:
    code = "import sys; import assistant.cli.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"sqlalchemy", "chromadb", "gradio", "fastapi", "openai", "ctranslate2", "numpy", "pydantic"} & set(
        loaded
    )


def test_every_command_of_the_contract_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("--help") == 0
    commands = capsys.readouterr().out
    for group, verbs in {
        "mentors": ["import", "list", "export"],
        "knowledge": ["import", "search"],
        "index": ["rebuild", "status"],
        "users": ["add"],
        "privacy": ["export", "erase"],
    }.items():
        assert re.search(rf"^  {group} ", commands, re.MULTILINE)
        assert exit_code(group, "--help") == 0
        shown = capsys.readouterr().out
        assert all(re.search(rf"^  {verb} ", shown, re.MULTILINE) for verb in verbs)
    assert all(re.search(rf"^  {verb} ", commands, re.MULTILINE) for verb in ("serve", "batch"))


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("--version") == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["batch", "sing", "in.jsonl", "out.jsonl"],
        ["batch", "assess", "nowhere.jsonl", "out.jsonl"],
        ["mentors", "import", "nowhere.csv"],
        ["knowledge", "import", "nowhere"],
        ["users", "add", "a@example.org", "--role", "king", "--password-stdin"],
        ["privacy", "erase", "nobody@example.org", "--yes"],
    ],
)
def test_bad_usage_and_bad_input_exit_with_2_and_say_why(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code(*arguments) == 2
    assert capsys.readouterr().err.strip()


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "many")
    assert exit_code("mentors", "list") == 2
    assert "ASSISTANT_PORT" in capsys.readouterr().err

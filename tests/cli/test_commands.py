"""The commands on the real parts: encoder, SQLite and an embedded index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import run

DEMO = Path(__file__).parent.parent.parent / "assistant" / "demo"
CARDS = DEMO.parent.parent / "knowledge"


def assistant(*arguments: object) -> object:
    """Run one command and return its exit code."""
    with pytest.raises(SystemExit) as stop:
        run([str(argument) for argument in arguments])
    return stop.value.code


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    assert assistant("mentors", "import", DEMO / "more_mentors.csv", "--data", folder) == 0
    assert assistant("knowledge", "import", CARDS / "pay", "--data", folder) == 0
    return folder


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def batch(
    capability: str, tmp_path: Path, *given: object, data: Path | None = None
) -> tuple[object, list[dict[str, object]]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in given), encoding="utf-8")
    code = assistant("batch", capability, source, target, *(("--data", data) if data else ()))
    return code, rows(target)


def test_an_import_brings_the_index_along(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert assistant("index", "status", "--json", "--data", data) == 0
    status = json.loads(capsys.readouterr().out)
    assert status["pending"] == 0
    assert [(one["collection"], one["documents"], one["missing"]) for one in status["collections"]] == [
        ("mentors", 48, []),
        ("knowledge", 3, []),
        ("guidance", 0, []),
    ]


def test_an_index_can_be_rebuilt(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assistant("index", "rebuild", "--data", data) == 0
    assert assistant("index", "status", "--data", data) == 0
    assert "does not follow" not in capsys.readouterr().out


def test_cards_are_found(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert assistant("knowledge", "search", "How do I ask for a raise?", "--json", "--data", data) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "asking-for-a-raise"


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_an_export_can_be_imported_without_changing_anything(
    data: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"mentors.{ending}"
    assert assistant("mentors", "export", file, "--data", data) == 0
    capsys.readouterr()
    assert assistant("mentors", "import", file, "--replace", "--data", data) == 0
    assert "0 added, 0 updated, 0 removed" in capsys.readouterr().out


def test_a_batch_of_drafts_is_assessed_row_by_row(tmp_path: Path) -> None:
    draft = {"id": "a", "text": "I am a nurse. Should I take the ward-lead post by Friday? I asked two colleagues."}
    code, answers = batch("assess", tmp_path, draft, "no json", {"id": 3, "text": ""}, {"id": 4, "text": "x" * 8_001})
    assert code == 1
    assert [answer["id"] for answer in answers] == ["a", None, 3, 4]
    assert set(answers[0]) == {"id", "elements", "readiness", "scope", "next_question"}
    assert [answer["error"]["code"] for answer in answers[1:]] == ["invalid_json", "empty_text", "too_long"]  # type: ignore[index]


def test_a_batch_of_mentees_is_prepared_alike_each_time(tmp_path: Path) -> None:
    draft = {
        "id": 1,
        "text": "I want to grow in my career, any advice?",
        "answers": {"context": "I am a junior clerk."},
    }
    code, first = batch("prepare", tmp_path, draft)
    assert code == 0
    assert set(first[0]) == {"id", "turns", "sharpened", "agenda", "assessment"}
    assert batch("prepare", tmp_path, draft)[1] == first


def test_a_batch_of_questions_is_matched_with_the_mentors_of_the_data_folder(data: Path, tmp_path: Path) -> None:
    question = {
        "id": "q",
        "question": "I am a physiotherapist and think about opening my own practice. What should I calculate first?",
        "mentee": {"role": "physiotherapist", "languages": ["en"], "timezone": "Europe/Dublin"},
        "ignore_availability": True,
    }
    code, answers = batch("match", tmp_path, question, data=data)
    assert code == 0
    best = answers[0]["suggestions"][0]  # type: ignore[index]
    assert best["mentor_id"] == "m-health-01"
    assert 0.0 <= best["score"] <= 1.0
    assert best["reasons"]


def test_a_batch_of_advice_is_set_side_by_side(tmp_path: Path) -> None:
    question = "Should I take the team lead post?"
    pair = {"id": 1, "a": {"text": "Take the post, say yes."}, "b": {"text": "Do not take the post."}}
    told = [
        {"id": n, "session": f"s{n}", "date": f"2026-03-0{n}", "question": question, "text": pair[side]["text"]}  # type: ignore[index]
        for n, side in ((1, "a"), (2, "b"))
    ]
    code, answers = batch("conflicts", tmp_path, pair, {"id": "h", "items": told}, {"id": 3, "a": pair["a"]})
    assert code == 1
    assert [answer["id"] for answer in answers] == [1, "h", 3]
    assert set(answers[0]) == {"id", "label", "score", "kind", "decider", "judged_by"}
    assert answers[1]["decisions"] == [[1, 2]]
    assert [(one["a"], one["b"]) for one in answers[1]["conflicts"]] == [(1, 2)]  # type: ignore[attr-defined]
    assert answers[2]["error"]["code"] == "invalid_row"  # type: ignore[index]
    assert batch("conflicts", tmp_path, pair)[1] == answers[:1]


def test_batches_of_drafts_need_no_data_folder_and_make_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    batch("assess", tmp_path, {"id": 1, "text": "How do I ask for a raise?"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_person_is_added_exported_and_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    added = assistant("users", "add", "Ada@example.org", "--role", "mentee", "--password-stdin", "--data", tmp_path)
    assert added == 0
    capsys.readouterr()
    assert assistant("privacy", "export", "ada@example.org", "--data", tmp_path) == 0
    exported = capsys.readouterr().out
    assert json.loads(exported)["person"]["email"] == "ada@example.org"
    assert "argon2" not in exported
    assert assistant("privacy", "erase", "ada@example.org", "--yes", "--data", tmp_path) == 0
    assert assistant("privacy", "export", "ada@example.org", "--data", tmp_path) == 2

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from assistant.cli.main import app
from assistant.schemas.imports import MentorRow

TOP = Path(__file__).parent.parent
DOCUMENTS = [TOP / "README.md", TOP / "CONTRIBUTING.md", TOP / "CHANGELOG.md", *sorted((TOP / "docs").rglob("*.md"))]


def words(document: Path) -> str:
    return document.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", words(document)) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_of_the_repository_named_in_a_document_exists(document: Path) -> None:
    named = re.findall(
        r"`((?:assistant|docs|tests|evals|scripts|knowledge)/[A-Za-z0-9_./]+|[a-z_]+\.(?:py|toml))`", words(document)
    )
    tops = [TOP, TOP / "assistant"]
    real = [path for path in named if not re.search("[A-Z]{3}", path)]
    assert [path for path in real if not any((top / path).exists() for top in tops)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_verb_named_in_a_document_exists(document: Path) -> None:
    verbs = re.findall(r"^([a-z]+):", (TOP / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"(?:`|^    )make ([a-z]+)", words(document), re.MULTILINE)
    assert set(named) <= set(verbs)


def test_the_two_commands_come_first_in_the_readme() -> None:
    lines = [line.split("#")[0].strip() for line in words(TOP / "README.md").splitlines() if line.startswith("    ")]
    assert lines[:2] == ["pip install -q uv && uv run app.py", "pip install -q uv && uv run pytest"]
    assert (TOP / "app.py").exists()


def test_every_command_and_option_in_the_readme_exists() -> None:
    commands = re.findall(r"^    (?:uv run )?assistant (.+)$", words(TOP / "README.md"), re.MULTILINE)
    assert commands
    for line in commands:
        spoken = shlex.split(line.replace("[", "").replace("]", ""))
        command = typer.main.get_command(app)
        group = command.commands[spoken[0]]  # type: ignore[attr-defined]
        verbs = getattr(group, "commands", {})
        chosen = [verbs[word] for word in spoken[1:] if word in verbs] or [group]
        assert not verbs or chosen != [group], line
        options = {
            option
            for one in chosen
            for parameter in one.params
            for option in [*parameter.opts, *parameter.secondary_opts]
        }
        assert {word for word in spoken if word.startswith("--")} <= options, line


def test_the_readme_explains_every_column_of_the_mentor_import() -> None:
    table = words(TOP / "README.md").partition("| column |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) == set(MentorRow.model_fields)


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((TOP / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_part_of_the_package_is_explained_in_the_architecture() -> None:
    parts = {
        path.stem
        for path in (TOP / "assistant").iterdir()
        if not path.name.startswith("_") and path.suffix in {"", ".py"}
    }
    explained = set(re.findall(r"[a-z]+", words(TOP / "docs" / "architecture.md")))
    assert parts - {"demo", "weights"} <= explained

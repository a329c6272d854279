"""Prompt files: read, check and render them.

A purpose has two files, `<purpose>.system.md` and `<purpose>.user.md`, each with front matter that lists
its variables: `plain` ones come from this program, `material` ones from people and are put between marks.
Whether a prompt works is for evaluations to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final, Literal

import yaml

from assistant.errors import InvalidPrompt
from assistant.ports.chat_model import RenderedPrompt

Role = Literal["system", "user"]
_ROLES: Final[tuple[Role, Role]] = ("system", "user")
_FENCE = "---\n"
_MARK_LETTERS = 16


@dataclass(frozen=True, slots=True)
class PromptFile:
    """One file: its text with `$name` placeholders, and the variables it declares."""

    template: Template
    plain: frozenset[str]
    material: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prompt:
    """The two files of a purpose; `fingerprint` is the SHA-256 of both, 64 hexadecimal digits."""

    purpose: str
    system: PromptFile
    user: PromptFile
    fingerprint: str

    @property
    def variables(self) -> frozenset[str]:
        """Return every variable that must be given."""
        return self.system.plain | self.user.plain | self.user.material


@dataclass(frozen=True, slots=True)
class PromptLibrary:
    """All prompts of a folder, by purpose."""

    prompts: Mapping[str, Prompt]

    def render(self, purpose: str, variables: Mapping[str, str]) -> RenderedPrompt:
        """Return the prompt of a purpose with its variables filled in.

        Material stands between marks that none of it contains, so no text can pretend to have ended.

        Raises:
            InvalidPrompt: No such purpose, or variables are missing or not asked for.
        """
        if purpose not in self.prompts:
            raise InvalidPrompt(
                f"found no prompt {purpose!r}, expected one of {', '.join(sorted(self.prompts)) or 'none'}"
            )
        prompt = self.prompts[purpose]
        _require_same(prompt.variables, variables, f"prompt {purpose!r}")
        mark = _mark([variables[name] for name in sorted(prompt.user.material)])
        values = {
            name: _marked(name, value, mark) if name in prompt.user.material else value
            for name, value in variables.items()
        }
        system, user = (file.template.substitute(values).strip() for file in (prompt.system, prompt.user))
        return RenderedPrompt(purpose, system, user, prompt.fingerprint)


def load_prompts(folder: Path) -> PromptLibrary:
    """Read every prompt of a folder; an empty folder gives an empty library.

    Raises:
        InvalidPrompt: A file cannot be read, lacks its counterpart, or does not declare what it uses.
    """
    purposes = sorted(
        {path.name.removesuffix(f".{role}.md") for role in _ROLES for path in folder.glob(f"*.{role}.md")}
    )
    return PromptLibrary({purpose: _load(folder, purpose) for purpose in purposes})


def _load(folder: Path, purpose: str) -> Prompt:
    texts = {role: _read(folder / f"{purpose}.{role}.md") for role in _ROLES}
    system, user = (_parse(texts[role], f"{purpose}.{role}.md") for role in _ROLES)
    if system.material:
        raise InvalidPrompt(
            f"{purpose}.system.md declares material {_names(system.material)}; texts of people belong in the user file"
        )
    fingerprint = hashlib.sha256("\0".join(texts[role] for role in _ROLES).encode()).hexdigest()
    return Prompt(purpose, system, user, fingerprint)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidPrompt(
            f"cannot read {path}: {error}; a purpose needs a system and a user file in UTF-8"
        ) from error


def _parse(text: str, name: str) -> PromptFile:
    front, body = _split(text, name)
    if unknown := front.keys() - {"plain", "material"}:
        raise InvalidPrompt(f"{name} has front matter {_names(unknown)}; expected plain and material")
    plain, material = frozenset(front.get("plain", ())), frozenset(front.get("material", ()))
    template = Template(body)
    if not template.is_valid():
        raise InvalidPrompt(f"{name} has a $ without a name; write $$ for a dollar sign")
    if both := plain & material:
        raise InvalidPrompt(f"{name} declares {_names(both)} as plain and as material; choose one")
    _require_same(frozenset(template.get_identifiers()), plain | material, name)
    return PromptFile(template, plain, material)


def _split(text: str, name: str) -> tuple[dict[str, list[str]], str]:
    if not text.startswith(_FENCE):
        return {}, text
    head, fence, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    try:
        front = yaml.safe_load(head) if fence else None
    except yaml.YAMLError as error:
        raise InvalidPrompt(f"{name} has front matter that is no YAML: {error}") from error
    if not isinstance(front, dict) or not all(isinstance(value, list) for value in front.values()):
        raise InvalidPrompt(f"{name} has front matter that is not closed, or holds anything but lists of names")
    return front, body


def _require_same(expected: Iterable[str], found: Iterable[str], where: str) -> None:
    missing, extra = set(expected) - set(found), set(found) - set(expected)
    if missing or extra:
        raise InvalidPrompt(f"{where}: missing variables {_names(missing)}, extra variables {_names(extra)}")


def _mark(values: Iterable[str]) -> str:
    """Return a mark that stands in none of the values, the same for the same values."""
    joined = "\0".join(values)
    mark, seed = "", joined
    while not mark or mark in joined:
        seed = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()
        mark = seed[:_MARK_LETTERS]
    return mark


def _marked(name: str, value: str, mark: str) -> str:
    return f"<material {name} {mark}>\n{value}\n</material {name} {mark}>"


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(map(str, names))) or "none"

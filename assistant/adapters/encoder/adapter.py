"""Merge low-rank adapters (Hu et al. 2021) into float weights: W + scale * B @ A."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from assistant.adapters.encoder.sources import file_sha256
from assistant.errors import EncoderUnavailable

Weights = dict[str, NDArray[np.float32]]


def merge_adapter(weights: Mapping[str, NDArray[np.float32]], path: Path) -> Weights:
    """Return the weights with an adapter file's additions; layers the file does not name stay as they are.

    Raises:
        EncoderUnavailable: The file cannot be read, or names a layer the weights do not have.
    """
    merged = dict(weights)
    try:
        with safe_open(path, framework="numpy") as file:
            scale = float((file.metadata() or {}).get("lora_scale", "1.0"))
            for key in file.keys():  # noqa: SIM118 - safe_open is no mapping
                if not key.endswith(".lora_A"):
                    continue
                layer = key.removesuffix(".lora_A")
                down, up = (file.get_tensor(f"{layer}.{part}").astype(np.float32) for part in ("lora_A", "lora_B"))
                merged[f"{layer}.weight"] = merged[f"{layer}.weight"] + scale * (up @ down)
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise _unusable(path, error) from error
    return merged


def adapter_sha256(path: Path) -> str:
    """Return the SHA-256 of an adapter file.

    Raises:
        EncoderUnavailable: The file cannot be read.
    """
    try:
        return file_sha256(path)
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> EncoderUnavailable:
    return EncoderUnavailable(
        f"the adapter {str(path)!r} cannot be merged ({type(error).__name__}: {error}); reinstall the program"
    )

"""Convert float MiniLM weights to a CTranslate2 int8 model once, and keep it in a cache folder.

The layout follows CTranslate2's own converter for BERT models; numpy is enough, torch is not needed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from assistant.adapters.encoder.adapter import Weights, adapter_sha256, merge_adapter
from assistant.adapters.encoder.sources import WEIGHTS_SHA256, Source, find_source
from assistant.errors import EncoderUnavailable

LAYERS = 6
HEADS = 12
QUANTIZATION = "int8"
LAYER_NORM_EPSILON = 1e-12
_FORMAT = "3"
"""Counts up when this module writes models differently."""
_LOCK_SECONDS_MAX = 300.0
_SIZES_FILE = "sizes.json"
"""Written last: the bytes of every other file, so that a folder cut short is seen."""

Progress = Callable[[str], None]


def model_name(adapter: Path | None) -> str:
    """Return the fingerprint of encoder, adapter, quantization and converter: the cache key and the index's encoder.

    Raises:
        EncoderUnavailable: The adapter cannot be read.
    """
    import ctranslate2

    merged = f"-lora-{adapter_sha256(adapter)[:12]}" if adapter is not None else ""
    return f"minilm-l6-{WEIGHTS_SHA256[:12]}{merged}-{QUANTIZATION}-ct2-{ctranslate2.__version__}-v{_FORMAT}"


def ensure_model(
    cache_dir: Path,
    *,
    adapter: Path | None = None,
    progress: Progress | None = None,
    source: Callable[[], Source] = find_source,
) -> Path:
    """Return the folder of the converted model, building it first when the cache lacks it.

    Two processes that start at once build one after the other; the second finds the first one's work. A
    folder is complete or made anew: it is written beside and renamed.

    Raises:
        EncoderUnavailable: The float weights are not to be had, or the cache cannot be written.
    """
    folder = cache_dir / model_name(adapter)
    if _is_complete(folder):
        return folder
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(str(folder) + ".lock", timeout=_LOCK_SECONDS_MAX):
            if not _is_complete(folder):
                if progress is not None:
                    progress("Building the text encoder (once, a few seconds)")
                _build(folder, source(), adapter)
    except (OSError, Timeout) as error:
        raise EncoderUnavailable(
            f"the encoder's cache {str(cache_dir)!r} cannot be used ({type(error).__name__}: {error}); "
            "free some space, end the program that holds it, or set ASSISTANT_CACHE_DIR to another folder"
        ) from error
    return folder


def _is_complete(folder: Path) -> bool:
    try:
        sizes: dict[str, int] = json.loads((folder / _SIZES_FILE).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _build(folder: Path, source: Source, adapter: Path | None) -> None:
    """Write the folder; the caller holds its lock, so what lies there already was left by a crash."""
    weights: Weights = load_file(source.weights)
    if adapter is not None:
        weights = merge_adapter(weights, adapter)
    working = folder.with_name(folder.name + ".building")
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir()
    try:
        _convert(weights, source.tokenizer, working)
        shutil.copyfile(source.tokenizer, working / "tokenizer.json")
        sizes = {path.name: path.stat().st_size for path in working.iterdir()}
        (working / _SIZES_FILE).write_text(json.dumps(sizes), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        working.replace(folder)
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _convert(weights: Weights, tokenizer: Path, folder: Path) -> None:
    from ctranslate2.specs import common_spec, transformer_spec

    encoder = transformer_spec.TransformerEncoderSpec(
        LAYERS,
        HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = weights["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"]
    _set_norm(encoder.layernorm_embedding, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        _set_layer(layer, weights, f"encoder.layer.{number}")
    vocabulary = Tokenizer.from_file(str(tokenizer)).get_vocab()
    spec.register_vocabulary(sorted(vocabulary, key=lambda token: vocabulary[token]))
    spec.config.unk_token = "[UNK]"
    spec.config.layer_norm_epsilon = LAYER_NORM_EPSILON
    spec.validate()
    spec.optimize(quantization=QUANTIZATION)
    spec.save(str(folder))


def _set_layer(layer: object, weights: Weights, name: str) -> None:
    attention, feed_forward = layer.self_attention, layer.ffn  # type: ignore[attr-defined]
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    attention.linear[0].weight = np.concatenate([weights[f"{part}.weight"] for part in parts])
    attention.linear[0].bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    _set_linear(attention.linear[1], weights, f"{name}.attention.output.dense")
    _set_norm(attention.layer_norm, weights, f"{name}.attention.output.LayerNorm")
    _set_linear(feed_forward.linear_0, weights, f"{name}.intermediate.dense")
    _set_linear(feed_forward.linear_1, weights, f"{name}.output.dense")
    _set_norm(feed_forward.layer_norm, weights, f"{name}.output.LayerNorm")


def _set_linear(spec: object, weights: Weights, name: str) -> None:
    spec.weight = weights[f"{name}.weight"]  # type: ignore[attr-defined]
    spec.bias = weights[f"{name}.bias"]  # type: ignore[attr-defined]


def _set_norm(spec: object, weights: Weights, name: str) -> None:
    spec.gamma = weights[f"{name}.weight"]  # type: ignore[attr-defined]
    spec.beta = weights[f"{name}.bias"]  # type: ignore[attr-defined]

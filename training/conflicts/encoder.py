"""Train the decision encoder: different wordings of one decision close, other decisions of the same person apart.

Supervised contrastive loss (Khosla et al. 2020) over texts of `decision_text`: four pieces of advice of each decision, each
with one of its three questions, four people a batch; other decisions of the same person are the hard negatives.
Low-rank adapters on all six layers; about two minutes an epoch on one core.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import torch
from torch import Tensor
from transformers import BertModel, BertTokenizerFast

from assistant.conflicts.grouping import decision_text
from training.conflicts.data import Decision, load
from training.lora import add_lora, load_minilm, mean_pooled, save_adapter

OUT: Final = Path("assistant/weights/decisions/adapter.safetensors")
PEOPLE_A_BATCH: Final = 4
TEXTS_OF_A_DECISION: Final = 4
TEXTS_AT_ONCE: Final = 24
TEMPERATURE: Final = 0.07
PIECES_MAX: Final = 192


def main() -> None:
    """Train and write the adapter."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=OUT)
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--share", type=float, default=1.0, help="share of the people, for a learning curve")
    chosen = options.parse_args()
    torch.manual_seed(0)
    people = _people(load(split="train"))
    people = people[: max(PEOPLE_A_BATCH, round(len(people) * chosen.share))]
    model, tokenizer = load_minilm()
    train(model, tokenizer, people, epochs=chosen.epochs)
    save_adapter(model, chosen.out)


def train(model: BertModel, tokenizer: BertTokenizerFast, people: list[list[Decision]], *, epochs: int) -> None:
    """Adapt the model in place."""
    parameters = add_lora(model, rank=16, scale=2.0)
    optimizer = torch.optim.AdamW(parameters, lr=3e-4, weight_decay=0.01)
    steps = epochs * math.ceil(len(people) / PEOPLE_A_BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 20) * max(0.0, 1 - step / steps)
    )
    rng = random.Random(0)
    for epoch in range(epochs):
        losses = []
        for texts, owners in _batches(people, rng):
            vectors = torch.cat([_encoded(model, tokenizer, some) for some in _chunks(texts)])
            loss = contrastive_loss(vectors, torch.tensor(owners))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.3f}", flush=True)


def contrastive_loss(vectors: Tensor, owners: Tensor) -> Tensor:
    """Return the mean over texts of minus the log share that texts of the same decision have of all others."""
    itself = torch.eye(len(owners), dtype=torch.bool)
    near = (vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -1e9)
    same = (owners[:, None] == owners[None, :]) & ~itself
    shares = near - torch.logsumexp(near, 1, keepdim=True)
    return -((shares * same).sum(1) / same.sum(1)).mean()


def _people(decisions: Sequence[Decision]) -> list[list[Decision]]:
    found: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.writer, decision.persona].append(decision)
    return [own for own in found.values() if len(own) > 1]


def _batches(people: list[list[Decision]], rng: random.Random) -> Iterator[tuple[list[str], list[int]]]:
    rng.shuffle(people)
    for start in range(0, len(people), PEOPLE_A_BATCH):
        decisions = [decision for own in people[start : start + PEOPLE_A_BATCH] for decision in own]
        rows = [
            (decision_text(rng.choice(decision.questions), text.text), owner)
            for owner, decision in enumerate(decisions)
            for text in rng.sample(decision.texts, TEXTS_OF_A_DECISION)
        ]
        rows.sort(key=lambda row: len(row[0]))
        yield [text for text, _ in rows], [owner for _, owner in rows]


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + TEXTS_AT_ONCE] for start in range(0, len(texts), TEXTS_AT_ONCE))


def _encoded(model: BertModel, tokenizer: BertTokenizerFast, texts: Sequence[str]) -> Tensor:
    batch = tokenizer(
        list(texts), padding=True, pad_to_multiple_of=16, truncation=True, max_length=PIECES_MAX, return_tensors="pt"
    )
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = mean_pooled(model, dict(batch))
    return vectors.float()


if __name__ == "__main__":
    main()

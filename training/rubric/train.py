"""Train the rubric heads and the adapter under them.

    python -m training.rubric.train --out assistant/weights/rubric

The segment is the unit: an adapted MiniLM vector of each segment alone (no neighbours, so that adding
a sentence cannot change what another sentence shows) feeds linear heads; a draft's element is the
noisy-or of its segments. Draft levels and segment tags train together.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from sklearn.metrics import cohen_kappa_score, f1_score
from torch import Tensor, nn
from transformers import BertModel, BertTokenizerFast

from assistant.domain.questions import ELEMENTS, SCOPES
from assistant.text.segments import count_words
from training.lora import add_lora, load_minilm, lower_states, save_adapter, upper_mean_pooled
from training.rubric.data import LabeledDraft, read_drafts

TOP_SEGMENTS = 4
"""Segments that count in a noisy-or, so that many small doubts do not add up to a find."""
HEADS = 15
"""Outputs a segment: six elements x (shown, clearly shown), topic, refer shown, refer clearly shown."""
VECTOR_GAIN = 8.0
GOAL_SHOWN, ASK_SHOWN, ASK_CLEAR, TOPIC, REFER = 0, 10, 11, 12, 13
SCOPE_FACTS = 16
FROZEN_LAYERS = 2
"""Layers left as they are; their output is computed once, which halves the time of an epoch."""


class RubricHeads(nn.Module):
    """Linear heads over unit segment vectors and monotone draft calibration."""

    def __init__(self) -> None:
        super().__init__()
        self.segment = nn.Linear(384, HEADS)
        nn.init.normal_(self.segment.weight, std=0.05)
        nn.init.constant_(self.segment.bias, -1.5)
        self.gain = nn.Parameter(torch.zeros(7, 2))
        self.shift = nn.Parameter(torch.zeros(7, 2))
        self.crowd = nn.Parameter(torch.tensor([0.0, 0.0]))
        self.focus_mix = nn.Parameter(torch.full((3, 2), -1.0))
        self.subject = nn.Linear(384, 32, bias=False)
        self.scope_mean = nn.Linear(384, len(SCOPES))
        self.scope_ask = nn.Linear(384, len(SCOPES), bias=False)
        self.scope_top = nn.Linear(384, len(SCOPES), bias=False)
        self.scope_facts = nn.Linear(SCOPE_FACTS, len(SCOPES), bias=False)

    def forward(self, vectors: Tensor, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return segment logits (n, HEADS), draft level logits (7, 2), scope logits (6,) of one draft."""
        logits = self.segment(vectors * VECTOR_GAIN)
        shown = torch.sigmoid(logits)
        found = noisy_or(shown)
        pairs = torch.stack([found[0:12:2], found[1:12:2]], dim=1)
        asks = shown[:, ASK_CLEAR]
        extra = extra_asks(self.subject(vectors), asks)
        levels = torch.exp(self.gain[1:]) * logit(pairs) + self.shift[1:]
        known = logit(torch.stack([found[TOPIC], found[ASK_SHOWN], found[GOAL_SHOWN]]))
        focus = (
            known @ nn.functional.softplus(self.focus_mix) + self.shift[0] - nn.functional.softplus(self.crowd) * extra
        )
        facts = torch.cat(
            [pairs.flatten(), torch.stack([found[REFER], torch.log1p(words) / 5, extra, asks.sum().log1p()])]
        )
        asked = (torch.softmax(logits[:, ASK_CLEAR], 0).unsqueeze(1) * vectors).sum(0)
        scope = (
            self.scope_mean(vectors.mean(0) * VECTOR_GAIN)
            + self.scope_ask(asked * VECTOR_GAIN)
            + self.scope_top(vectors * VECTOR_GAIN).amax(0)
            + self.scope_facts(facts)
        )
        return logits, torch.cat([focus.unsqueeze(0), levels]), scope


def logit(p: Tensor) -> Tensor:
    """Return log odds, kept finite."""
    return torch.logit(p.clamp(1e-4, 1 - 1e-4))


def noisy_or(shown: Tensor) -> Tensor:
    """Return 1 - product(1 - p) over the `TOP_SEGMENTS` most certain segments, per head."""
    top = shown.topk(min(TOP_SEGMENTS, shown.shape[0]), dim=0).values
    return 1 - torch.exp(torch.log1p(-top.clamp(max=1 - 1e-5)).sum(0))


def extra_asks(subjects: Tensor, asks: Tensor) -> Tensor:
    """Return how many further asks on other subjects stand beside the clearest one (0 and up)."""
    directions = nn.functional.normalize(subjects, dim=-1)
    best = int(asks.argmax())
    unlike = 1 - directions @ directions[best]
    mask = torch.ones_like(asks)
    mask[best] = 0
    return ((asks - 0.3).clamp(min=0) * unlike * mask).sum()


@dataclass(frozen=True, slots=True)
class Sample:
    """One draft with each segment's hidden states below the adapted layers, shape (length, 384)."""

    draft: LabeledDraft
    states: list[Tensor]
    words: Tensor


def encode(drafts: list[LabeledDraft], model: BertModel, tokenizer: BertTokenizerFast) -> list[Sample]:
    """Run the frozen layers once over every segment of every draft."""
    drafts = [draft for draft in drafts if draft.segments]
    texts = [segment for draft in drafts for segment in draft.segments]
    pieces = tokenizer(texts, truncation=True, max_length=96)["input_ids"]
    states: list[Tensor] = [torch.empty(0)] * len(texts)
    for rows in batches([len(ids) for ids in pieces], 256):
        longest = len(pieces[rows[-1]])
        ids = torch.tensor([pieces[i] + [0] * (longest - len(pieces[i])) for i in rows])
        lower = lower_states(model, {"input_ids": ids, "attention_mask": (ids != 0).long()}, layers=FROZEN_LAYERS)
        for place, i in enumerate(rows):
            states[i] = lower[place, : len(pieces[i])].clone()
    together = iter(states)
    return [
        Sample(draft, [next(together) for _ in draft.segments], torch.tensor(float(count_words(draft.text))))
        for draft in drafts
    ]


def batches(lengths: list[int], size: int) -> list[list[int]]:
    """Return places sorted by length, cut into batches of at most `size`."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    return [order[start : start + size] for start in range(0, len(order), size)]


def vectors_of(samples: list[Sample], model: BertModel) -> list[Tensor]:
    """Return each draft's segment vectors, shape (segments, 384); segments run in batches of like length."""
    flat = [states for sample in samples for states in sample.states]
    found: list[Tensor] = [torch.empty(0)] * len(flat)
    for rows in batches([len(states) for states in flat], 48):
        padded = nn.utils.rnn.pad_sequence([flat[i] for i in rows], batch_first=True)
        lengths = torch.tensor([len(flat[i]) for i in rows])
        mask = (torch.arange(padded.shape[1]) < lengths[:, None]).long()
        vectors = upper_mean_pooled(model, padded, mask, layers=FROZEN_LAYERS)
        for place, i in enumerate(rows):
            found[i] = vectors[place]
    together = iter(found)
    return [torch.stack([next(together) for _ in sample.states]) for sample in samples]


def loss_of(sample: Sample, vectors: Tensor, heads: RubricHeads, scope_weight: Tensor) -> Tensor:
    """Return the joint loss of one draft: element levels, segment tags, scope."""
    logits, levels, scope = heads(vectors, sample.words)
    bce = nn.functional.binary_cross_entropy_with_logits
    wanted = torch.tensor(sample.draft.levels, dtype=torch.float32)
    if sample.draft.second_levels is not None:
        second = torch.tensor(sample.draft.second_levels, dtype=torch.float32)
        at_least_one = ((wanted >= 1).float() + (second >= 1).float()) / 2
        two = ((wanted == 2).float() + (second == 2).float()) / 2
    else:
        at_least_one, two = (wanted >= 1).float(), (wanted == 2).float()
    level_loss = bce(levels, torch.stack([at_least_one, two], dim=1))
    tags = torch.tensor(sample.draft.tags, dtype=torch.float32)
    tag_targets = torch.stack([(tags[:, :6] >= 1).float(), (tags[:, :6] == 2).float()], dim=2).flatten(1)
    tag_loss = bce(logits[:, :12], tag_targets)
    refer = tags[:, 6]
    refer_loss = bce(logits[:, 13:15], torch.stack([(refer >= 1).float(), (refer == 2).float()], dim=1))
    target = torch.zeros(len(SCOPES))
    target[sample.draft.scope] += 0.5
    target[sample.draft.second_scope if sample.draft.second_scope is not None else sample.draft.scope] += 0.5
    scope_loss = -(target * scope_weight * nn.functional.log_softmax(scope, -1)).sum()
    return level_loss + 2.0 * tag_loss + 0.5 * refer_loss + 0.35 * scope_loss


@torch.no_grad()
def predict(samples: list[Sample], model: BertModel, heads: RubricHeads) -> tuple[np.ndarray, np.ndarray]:
    """Return level probabilities (n, 7, 2) and scope logits (n, 6)."""
    levels, scopes = [], []
    for sample, vectors in zip(samples, vectors_of(samples, model), strict=True):
        _, level, scope = heads(vectors, sample.words)
        levels.append(torch.sigmoid(level).numpy())
        scopes.append(scope.numpy())
    return np.array(levels), np.array(scopes)


def report(samples: list[Sample], levels: np.ndarray, scopes: np.ndarray, *, thresholds: np.ndarray) -> dict[str, Any]:
    """Return presence F1 (macro over elements and both classes), quadratic kappa and scope accuracy."""
    wanted = np.array([s.draft.levels for s in samples])
    got = decide(levels, thresholds)
    presence = [f1_score(wanted[:, i] > 0, got[:, i] > 0, average="macro") for i in range(7)]
    positive = [f1_score(wanted[:, i] > 0, got[:, i] > 0) for i in range(7)]
    kappa = [cohen_kappa_score(wanted[:, i], got[:, i], weights="quadratic", labels=[0, 1, 2]) for i in range(7)]
    linear = [cohen_kappa_score(wanted[:, i], got[:, i], weights="linear", labels=[0, 1, 2]) for i in range(7)]
    scope = float(np.mean(scopes.argmax(1) == np.array([s.draft.scope for s in samples])))
    return {
        "n": len(samples),
        "presence_macro_f1": round(float(np.mean(presence)), 3),
        "presence_positive_f1": round(float(np.mean(positive)), 3),
        "kappa_quadratic": round(float(np.mean(kappa)), 3),
        "kappa_linear": round(float(np.mean(linear)), 3),
        "scope_accuracy": round(scope, 3),
        "by_element": {e: (round(p, 2), round(k, 2)) for e, p, k in zip(ELEMENTS, presence, kappa, strict=True)},
    }


def decide(levels: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """Turn probabilities (n, 7, 2) into levels by two thresholds an element."""
    there = levels[:, :, 0] >= thresholds[:, 0]
    clear = there & (levels[:, :, 1] >= thresholds[:, 1])
    return there.astype(int) + clear.astype(int)


def tune_thresholds(samples: list[Sample], levels: np.ndarray) -> np.ndarray:
    """Choose both thresholds of each element on the development split: presence F1, then quadratic kappa."""
    wanted = np.array([s.draft.levels for s in samples])
    grid = np.arange(0.25, 0.76, 0.05)
    chosen = np.full((7, 2), 0.5)
    for i in range(7):
        f1 = [f1_score(wanted[:, i] > 0, levels[:, i, 0] >= t, average="macro") - 0.05 * abs(t - 0.5) for t in grid]
        chosen[i, 0] = grid[int(np.argmax(f1))]
        there = levels[:, i, 0] >= chosen[i, 0]
        kappa = [
            cohen_kappa_score(
                wanted[:, i],
                there + (there & (levels[:, i, 1] >= t)).astype(int),
                weights="quadratic",
                labels=[0, 1, 2],
            )
            - 0.05 * abs(t - 0.5)
            for t in grid
        ]
        chosen[i, 1] = grid[int(np.argmax(kappa))]
    return chosen


def main() -> None:
    """Train, choose the epoch and the thresholds on dev, report test once, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("assistant/weights/rubric"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--batch", type=int, default=8, help="drafts a step")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--limit", type=int, default=0, help="use so many training drafts only (learning curve)")
    parser.add_argument("--final", action="store_true", help="report the test split")
    options = parser.parse_args()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    drafts = read_drafts()
    model, tokenizer = load_minilm()
    split_drafts = {name: [d for d in drafts if d.split == name] for name in ("train", "dev", "test")}
    split = {name: encode(rows, model, tokenizer) for name, rows in split_drafts.items()}
    adapter_parameters = add_lora(model, rank=options.rank, from_layer=FROZEN_LAYERS)
    heads = RubricHeads()
    train = split["train"][: options.limit] if options.limit else split["train"]
    counts = np.bincount([s.draft.scope for s in train], minlength=len(SCOPES)) + 1
    scope_weight = torch.tensor((counts.max() / counts) ** 0.3, dtype=torch.float32)
    optimizer = torch.optim.AdamW(
        [{"params": adapter_parameters, "lr": 1e-3}, {"params": heads.parameters(), "lr": 3e-3}], weight_decay=0.01
    )
    steps = options.epochs * (len(train) // options.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=[1e-3, 3e-3], total_steps=steps + 1, pct_start=0.1)
    best = -1.0
    options.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(options.epochs):
        model.train()
        random.shuffle(train)
        total = 0.0
        for start in range(0, len(train), options.batch):
            batch = train[start : start + options.batch]
            vectors = vectors_of(batch, model)
            loss = torch.stack([loss_of(s, v, heads, scope_weight) for s, v in zip(batch, vectors, strict=True)]).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*adapter_parameters, *heads.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        model.eval()
        levels, scopes = predict(split["dev"], model, heads)
        scores = report(split["dev"], levels, scopes, thresholds=np.full((7, 2), 0.5))
        print(f"epoch {epoch} loss {total / len(train):.3f} dev {json.dumps(scores)}", flush=True)
        merit = scores["presence_macro_f1"] + scores["kappa_quadratic"] + 0.5 * scores["scope_accuracy"]
        if merit > best:
            best = merit
            thresholds = tune_thresholds(split["dev"], levels)
            tuned = report(split["dev"], levels, scopes, thresholds=thresholds)
            save(options.out, model, heads, thresholds)
            final = (
                report(split["test"], *predict(split["test"], model, heads), thresholds=thresholds)
                if options.final
                else None
            )
    print("chosen dev:", json.dumps(tuned))
    if final is not None:
        print("test:", json.dumps(final))


def save(out: Path, model: BertModel, heads: RubricHeads, thresholds: np.ndarray) -> None:
    """Write adapter and heads; gains, mix and crowd weight are stored as the nonnegative numbers they stand for."""
    save_adapter(model, out / "adapter.safetensors")
    tensors = {name: value.detach().clone() for name, value in heads.state_dict().items()}
    tensors["gain"] = torch.exp(heads.gain.detach())
    tensors["crowd"] = nn.functional.softplus(heads.crowd.detach())
    tensors["focus_mix"] = nn.functional.softplus(heads.focus_mix.detach())
    tensors["thresholds"] = torch.tensor(thresholds, dtype=torch.float32)
    save_file(tensors, out / "heads.safetensors")


if __name__ == "__main__":
    main()

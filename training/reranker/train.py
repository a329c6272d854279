"""Train the adapter under which questions and fitting profiles lie close.

    python -m training.reranker.train --out assistant/weights/reranker

A listwise loss over the candidates of a question and everybody else's in the batch, both ways: the candidates of each
question, and the questions of each good candidate. Decoys in written groups can partly be told from the profile alone; the second
half of the loss, the candidates of other questions, and the share that `training.reranker.scale` takes off work
against that. `--center-share 1` takes all a profile scores on every question alike out of the loss.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel, BertTokenizerFast

from training.lora import add_lora, load_minilm, mean_pooled, save_adapter
from training.reranker.data import Group, read_advice, read_groups
from training.reranker.scores import pooled_ndcg

STEEPNESS = 20.0
"""Cosines are multiplied by this before the softmax."""
PIECES_MAX = 144
LEVEL_WEIGHT = {3: 1.0, 2: 0.6, 1: 0.25}
ADVICE_PAIRS = 16
ROLE_SHARE = 0.2
"""Questions followed by the mentee's role, so that both forms are read."""
BARE_SHARE = 0.25
"""Profiles shown without their lists, so that their form is no signal."""


def encode(texts: list[str], model: BertModel, tokenizer: BertTokenizerFast) -> Tensor:
    """Return unit vectors, shape (texts, 384); texts run in batches of like length."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found: list[Tensor | None] = [None] * len(texts)
    for start in range(0, len(order), 18):
        rows = order[start : start + 18]
        batch = tokenizer(
            [texts[i] for i in rows], padding=True, truncation=True, max_length=PIECES_MAX, return_tensors="pt"
        )
        for i, vector in zip(rows, mean_pooled(model, dict(batch)), strict=True):
            found[i] = vector
    return torch.stack(found)


def varied(group: Group) -> list[str]:
    """Return the question and its candidates, lists shuffled, parts left out at random."""
    question = f"{group.question} {group.role}" if random.random() < ROLE_SHARE else group.question
    texts = [question]
    for profile in group.profiles:
        if random.random() < BARE_SHARE:
            texts.append(f"{profile.headline}. {profile.bio}")
            continue
        skills, topics = (", ".join(random.sample(items, len(items))) for items in (profile.skills, profile.topics))
        texts.append(f"{profile.headline}. {profile.bio} {skills}. {topics}. {', '.join(profile.industries)}")
    return texts


def group_loss(groups: list[Group], questions: Tensor, profiles: Tensor, *, center_share: float) -> Tensor:
    """Return the loss of a batch; `profiles` holds six rows a group."""
    raw = STEEPNESS * questions @ profiles.T
    scores = raw - center_share * raw.mean(0, keepdim=True)
    losses = []
    for i, group in enumerate(groups):
        relevance = torch.tensor(group.relevance)
        for level, weight in LEVEL_WEIGHT.items():
            place = i * 6 + group.relevance.index(level)
            rivals = torch.ones(scores.shape[1], dtype=torch.bool)
            rivals[i * 6 : i * 6 + 6] = relevance < level
            rivals[place] = True
            losses.append(weight * _nll(scores[i][rivals], int(rivals[:place].sum())))
        for j in np.flatnonzero(np.array(group.relevance) >= 2):
            losses.append(0.3 * _nll(raw[:, i * 6 + int(j)], i))
    return torch.stack(losses).sum() / len(groups)


def _nll(scores: Tensor, right: int) -> Tensor:
    return nn.functional.cross_entropy(scores[None], torch.tensor([right]))


def advice_loss(pairs: list[tuple[str, str]], model: BertModel, tokenizer: BertTokenizerFast) -> Tensor:
    """Return the loss of telling which advice was given on which question, both ways."""
    vectors = encode([q for q, _ in pairs] + [a for _, a in pairs], model, tokenizer)
    scores = STEEPNESS * vectors[: len(pairs)] @ vectors[len(pairs) :].T
    right = torch.arange(len(pairs))
    return nn.functional.cross_entropy(scores, right) + nn.functional.cross_entropy(scores.T, right)


def vectors_of(groups: list[Group], model: BertModel, tokenizer: BertTokenizerFast) -> tuple[np.ndarray, np.ndarray]:
    """Return the questions' and the profiles' vectors."""
    model.eval()
    with torch.no_grad():
        questions = encode([group.question for group in groups], model, tokenizer)
        profiles = encode([text for group in groups for text in group.texts], model, tokenizer)
    return questions.numpy(), profiles.numpy()


def main() -> None:
    """Train for a fixed number of epochs, print the development figures after each, write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("assistant/weights/reranker"))
    parser.add_argument("--advice", type=Path, default=None, help="questions with advice, as further natural pairs")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--center-share", type=float, default=0.0, help="of what a profile scores on all questions")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--groups", type=int, default=9, help="groups a step")
    parser.add_argument("--frozen-layers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    groups = read_groups()
    train, dev = ([g for g in groups if g.split == name] for name in ("train", "dev"))
    advice = read_advice(options.advice) if options.advice else []
    model, tokenizer = load_minilm()
    add_lora(model, rank=options.rank)
    for layer in model.encoder.layer[: options.frozen_layers]:
        layer.requires_grad_(requires_grad=False)
    trainable = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=5e-4, weight_decay=0.01)
    steps = options.epochs * math.ceil(len(train) / options.groups)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=5e-4, total_steps=steps + 1, pct_start=0.15)
    for epoch in range(options.epochs):
        started, total = time.time(), 0.0
        model.train()
        random.shuffle(train)
        for start in range(0, len(train), options.groups):
            batch = train[start : start + options.groups]
            texts = [varied(group) for group in batch]
            vectors = encode([own[0] for own in texts] + [t for own in texts for t in own[1:]], model, tokenizer)
            loss = group_loss(batch, vectors[: len(batch)], vectors[len(batch) :], center_share=options.center_share)
            if advice:
                drawn = [(q, random.choice(texts)) for q, texts in random.sample(advice, ADVICE_PAIRS)]
                loss = loss + 0.5 * advice_loss(drawn, model, tokenizer)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trainable, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        questions, profiles = vectors_of(dev, model, tokenizer)
        scores = questions @ profiles.T
        common = scores.mean(0, keepdims=True)
        figures = {f"centered {share}": pooled_ndcg(dev, scores - share * common) for share in (0.0, 0.5, 1.0)}
        figures["question-blind"] = pooled_ndcg(dev, np.repeat(common, len(dev), 0))
        print(
            epoch, f"loss {total / len(train):.3f}", f"{time.time() - started:.0f} s", json.dumps(figures), flush=True
        )
        save_adapter(model, options.out / "adapter.safetensors")


if __name__ == "__main__":
    main()

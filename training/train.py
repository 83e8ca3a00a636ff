"""Train the tagger: `python -m training.train CORPORA MINILM OUT`, then `training.export` writes the ONNX file.

CORPORA holds `polnear/` and `re3d/`; MINILM holds all-MiniLM-L6-v2's `model.safetensors` and `tokenizer.json`. Seeded.
After every epoch OUT/state.pt holds everything needed to go on after a stop: run the same command again.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from sayso.read.encoder import SLICES
from sayso.read.tokens import CLS, CONTEXT, SEP, WINDOW, Tokens, tokenise, windows
from training.corpora import ENTITIES, Attribution, Example, polnear, re3d
from training.model import Tagger, from_minilm, links

# 2026-11: at 2e-4 with averaging, the tags on PolNeAR dev got no better after the fifth of 8 epochs (tag F1 .844 .867
# .874 .876 .877 .877 .878 .878). re3d is small and is seen three times an epoch.
# Ignored targets are -100, as in torch.
EPOCHS, BATCH, RATE, DECAY, WARMUP, RE3D_TIMES = 5, 16, 2e-4, 0.01, 0.06, 3
HEAD_RATE, LAYER_DECAY, AVERAGE, SMOOTHING = 5.0, 0.9, 0.996, 0.05
LINK_WEIGHT, ENTITY_WEIGHT = 0.3, 0.3
IGNORE = -100
PARTS = ("source", "cue", "content")
# Silver entities hold no times: what looks like one teaches nothing there, instead of teaching that it is none.
TIMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|(?:jan|feb|aug|sept|oct|nov|dec)\.|today|yesterday|tomorrow|tonight|morning|afternoon"
    r"|evening|night|week|month|year|weeks|months|years|hours?|minutes?|decades?|\d{4}s?|\d{1,2}(?::\d\d)? ?[ap]\.?m\.?"
    r"|last|next|ago|recently|now)\b",
    re.I,
)


@dataclass
class Targets:
    """For each piece: attribution tag, entity tag, and the group it belongs to and points to (0: none).

    `cue_group[i]` is the attribution a cue piece belongs to, `content_to[i]` the one a content piece points to; the
    same for `source_group` and `cue_to` with sources.
    """

    tags: np.ndarray
    entities: np.ndarray
    cue_group: np.ndarray
    content_to: np.ndarray
    source_group: np.ndarray
    cue_to: np.ndarray


def pieces_in(tokens: Tokens, spans: list[tuple[int, int]]) -> list[list[int]]:
    """For each span the indices of its pieces; a span that crosses a paragraph break is cut there."""
    found: list[list[int]] = []
    for start, end in spans:
        low = int(np.searchsorted(tokens.end, start, side="right"))
        run: list[int] = []
        for i in range(low, len(tokens)):
            if tokens.start[i] >= end or tokens.ids[i] == SEP:
                found.append(run)
                run = []
                if tokens.start[i] >= end:
                    break
                continue
            run.append(i)
        found.append(run)
    return [run for run in found if run]


def targets(example: Example, tokens: Tokens, annotator: list[Attribution] | None) -> Targets:
    n = len(tokens)
    t = Targets(*(np.zeros(n, np.int64) for _ in range(6)))
    if annotator is None:
        t.tags[:] = IGNORE
    for number, attribution in enumerate(annotator or [], 1):
        for part, spans in zip(PARTS, (attribution.source, attribution.cue, attribution.content), strict=True):
            tag = 1 + 2 * PARTS.index(part)
            for run in pieces_in(tokens, spans):
                t.tags[run] = tag + 1
                t.tags[run[0]] = tag
                if part == "content":
                    t.content_to[run] = number
                elif part == "cue":
                    t.cue_group[run] = number
                    t.cue_to[run] = number if attribution.source else 0
                else:
                    # A source that several cues share is written once per attribution: the last one's number stands
                    # for it, and the earlier cues are pointed there.
                    for shared in set(t.source_group[run].tolist()) - {0}:
                        t.cue_to[t.cue_to == shared] = number
                        t.source_group[t.source_group == shared] = number
                    t.source_group[run] = number
    for start, end, kind in example.entities:
        for run in pieces_in(tokens, [(start, end)]):
            if kind == "unknown":
                t.entities[run] = IGNORE
                continue
            tag = 1 + 2 * ENTITIES.index(kind)
            t.entities[run] = tag + 1
            t.entities[run[0]] = tag
    if example.silver:
        for match in TIMES.finditer(example.text):
            for run in pieces_in(tokens, [match.span()]):
                t.entities[run] = IGNORE
    not_first = ~tokens.first
    t.tags[not_first] = IGNORE
    t.entities[not_first] = IGNORE
    return t


@dataclass
class Batch:
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    tags: Tensor
    entities: Tensor
    cue_group: Tensor
    content_to: Tensor
    source_group: Tensor
    cue_to: Tensor


def batches(
    examples: list[tuple[Example, Tokens]], rng: random.Random, size: int, vary: bool = True
) -> Iterator[Batch]:
    """Windows of all examples in batches of windows of like length, shuffled; seeded by `rng`."""
    found = []
    for example, tokens in examples:
        annotator = rng.choice(example.attributions) if example.attributions else None
        t = targets(example, tokens, annotator if vary or annotator is None else example.attributions[0])
        offset = rng.randrange(0, WINDOW - 2 * CONTEXT - 1) if vary and len(tokens) > WINDOW else 0
        for window in windows(len(tokens), offset=offset):
            found.append((tokens, t, window))
    rng.shuffle(found)
    found.sort(key=lambda item: (item[2].end - item[2].start + 31) // 32)
    groups = [found[i : i + size] for i in range(0, len(found), size)]
    rng.shuffle(groups)
    for group in groups:
        yield _collate(group)


def _collate(group: list) -> Batch:
    length = 1 + max(w.end - w.start for _, _, w in group)
    shape = (len(group), length)
    ids, shapes = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.bool)
    named = {name: torch.zeros(shape, dtype=torch.long) for name in Targets.__dataclass_fields__}
    named["tags"].fill_(IGNORE)
    named["entities"].fill_(IGNORE)
    for row, (tokens, t, w) in enumerate(group):
        stop = 1 + w.end - w.start
        ids[row, 0], mask[row, :stop] = CLS, True
        ids[row, 1:stop] = torch.from_numpy(tokens.ids[w.start : w.end].astype(np.int64))
        shapes[row, 1:stop] = torch.from_numpy(tokens.shape[w.start : w.end].astype(np.int64))
        for name, into in named.items():
            into[row, 1:stop] = torch.from_numpy(getattr(t, name)[w.start : w.end])
    return Batch(ids, shapes, mask, **named)


def loss_of(logits: Tensor, b: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Losses of tags, links and entities."""
    tags = F.cross_entropy(
        logits[..., SLICES["tags"]].flatten(0, 1), b.tags.flatten(), ignore_index=IGNORE, label_smoothing=SMOOTHING
    )
    tagged = b.tags >= 0
    link = _link_loss(links(logits, "content_query", "cue_key"), b.content_to, b.cue_group, tagged & (b.tags >= 5), b)
    cue = tagged & ((b.tags == 3) | (b.tags == 4))
    link = link + _link_loss(links(logits, "cue_query", "source_key"), b.cue_to, b.source_group, cue, b)
    entities = F.cross_entropy(logits[..., SLICES["entities"]].flatten(0, 1), b.entities.flatten(), ignore_index=IGNORE)
    return (tags if tagged.any() else logits.sum() * 0.0), link, entities


def _link_loss(scores: Tensor, to: Tensor, group: Tensor, which: Tensor, b: Batch) -> Tensor:
    """-log of the probability that a piece points at any piece of the right group, or at CLS where there is none.

    Pieces whose group lies outside the window are left out.
    """
    scores = scores.masked_fill(~b.mask[:, None, :], -1e4)
    right = (to[:, :, None] == group[:, None, :]) & (group[:, None, :] > 0)
    right[:, :, 0] = to == 0
    which = which & right.any(-1)
    if not which.any():
        return scores.sum() * 0.0
    reached = torch.logsumexp(scores.masked_fill(~right, -1e4)[which], -1)
    return (torch.logsumexp(scores[which], -1) - reached).mean()


def optimiser(model: Tagger) -> torch.optim.AdamW:
    """AdamW with rates that fall by LAYER_DECAY a layer towards the embeddings; fresh heads learn faster."""
    groups = []
    for name, weight in model.named_parameters():
        depth = 6 if name.startswith("heads") else int(name.split(".")[1]) if name.startswith("layers") else -1
        scale = HEAD_RATE if depth == 6 else LAYER_DECAY ** (5 - depth)
        decay = 0.0 if weight.ndim == 1 else DECAY
        groups.append({"params": [weight], "lr": RATE * scale, "base": RATE * scale, "weight_decay": decay})
    return torch.optim.AdamW(groups)


@torch.no_grad()
def measure(model: Tagger, examples: list[tuple[Example, Tokens]]) -> str:
    """Losses and tag accuracy over pieces that bear a tag, on the first annotator's labels."""
    model.eval()
    sums, hit, predicted, gold, count = np.zeros(3), 0, 0, 0, 0
    for b in batches(examples, random.Random(0), 16, vary=False):
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(b.ids, b.shapes, b.mask)
        logits = logits.float()
        sums += [float(x) for x in loss_of(logits, b)]
        count += 1
        best, known = logits[..., SLICES["tags"]].argmax(-1), b.tags >= 0
        hit += int(((best == b.tags) & known & (b.tags > 0)).sum())
        predicted += int(((best > 0) & known).sum())
        gold += int((b.tags > 0).sum())
    model.train()
    losses = " ".join(f"{name} {x / count:.4f}" for name, x in zip(("tags", "links", "entities"), sums, strict=True))
    return f"{losses} tag F1 {2 * hit / max(1, predicted + gold):.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()
    torch.manual_seed(0)
    rng = random.Random(0)
    tokenizer = Tokenizer.from_file(str(args.minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    attributed = [(e, tokenise(e.text, tokenizer)) for e in polnear(args.corpora / "polnear/train")]
    named = [(e, tokenise(e.text, tokenizer)) for e in re3d(args.corpora / "re3d")]
    dev = [(e, tokenise(e.text, tokenizer)) for e in polnear(args.corpora / "polnear/dev")]
    train = attributed + named * RE3D_TIMES
    model = from_minilm(args.minilm / "model.safetensors")
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimizer = optimiser(model)
    steps = args.epochs * sum(1 for _ in batches(train, random.Random(0), BATCH))
    step, first = 0, 0
    args.out.mkdir(parents=True, exist_ok=True)
    saved = args.out / "state.pt"
    if saved.exists():
        state = torch.load(saved, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, step, first = state["average"], state["step"], state["epoch"]
        rng.setstate(state["rng"])
    began = time.time()
    for epoch in range(first, args.epochs):
        for b in batches(train, rng, BATCH):
            step += 1
            pace = min(step / (WARMUP * steps), max(0.0, (steps - step) / (steps * (1 - WARMUP))))
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * pace
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(b.ids, b.shapes, b.mask)
            tags, link, entities = loss_of(logits.float(), b)
            loss = tags + LINK_WEIGHT * link + ENTITY_WEIGHT * entities
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            keep = min(AVERAGE, step / (step + 10))
            for name, value in model.state_dict().items():
                average[name].lerp_(value, 1 - keep)
            if step % 20 == 0:
                figures = f"tags {tags:.3f} links {link:.3f} entities {entities:.3f}"
                print(f"{time.time() - began:6.0f}s step {step}/{steps} {figures}", flush=True)
        kept = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average)
        print(f"epoch {epoch + 1}: dev {measure(model, dev)}", flush=True)
        torch.save(average, args.out / "average.pt")
        model.load_state_dict(kept)
        state = {"model": kept, "optimizer": optimizer.state_dict(), "average": average, "rng": rng.getstate()}
        torch.save({**state, "step": step, "epoch": epoch + 1}, saved)


if __name__ == "__main__":
    main()

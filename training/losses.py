"""Losses: what the model pays for wrong tags, links, chains and entities.

In: the model's logits, a batch, and what teachers say. Out: one number each. Ignored targets are -100, as in torch.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.read.encoder import HEADS, SLICES
from training.batches import Batch
from training.distil import Word
from training.model import Tagger, links
from training.targets import IGNORE
from training.wide import Wide

SMOOTHING = 0.05
TEACHERS = 0.5  # share of the teachers' word, where there are any, beside the annotators'


def loss_of(model: Tagger | Wide, logits: Tensor, b: Batch, word: Word) -> tuple[Tensor, ...]:
    """Losses of tags, links, chains, entities and sight, the last where the model tells what a wide teacher sees."""
    nothing = logits.sum() * 0.0
    tagged = b.tags >= 0
    scores = logits[..., SLICES["tags"]].flatten(0, 1)
    tags = F.cross_entropy(scores, b.tags.flatten(), ignore_index=IGNORE, label_smoothing=SMOOTHING)
    tags = tags if tagged.any() else nothing
    soft = word.soft[b.rows].flatten(0, 1).float()
    if (asked := soft.sum(-1) > 0).any():
        taught = F.cross_entropy(scores[asked], soft[asked])
        tags = torch.lerp(tags, taught, TEACHERS) if tagged.any() else taught
    link = _link_loss(links(logits, "content_query", "cue_key"), b.content_to, b.cue_group, tagged & (b.tags >= 5), b)
    cue = tagged & ((b.tags == 3) | (b.tags == 4))
    link = link + _link_loss(links(logits, "cue_query", "source_key"), b.cue_to, b.source_group, cue, b)
    around = logits[..., SLICES["around"]].flatten(0, 1)[b.at]
    known = b.entities != IGNORE
    scores = model.names(around[known], b.pieces[known], b.flags[known])
    entities = F.cross_entropy(scores, b.entities[known]) if known.any() else nothing
    return tags, link, _chain_loss(logits, b), entities, _sight_loss(logits, b, word)


def _sight_loss(logits: Tensor, b: Batch, word: Word) -> Tensor:
    if logits.shape[-1] > HEADS:
        sight = word.sight[b.rows].float()
        if (asked := sight.any(-1)).any():
            return F.mse_loss(logits[..., HEADS:][asked], sight[asked])
    return logits.sum() * 0.0


def _chain_loss(logits: Tensor, b: Batch) -> Tensor:
    """-log of the probability that a mention's piece points at an earlier mention of its chain, or, where the window
    shows none, at CLS."""
    scores = links(logits, "later_query", "earlier_key")
    earlier = b.mask[:, None, :] & _before(b)
    right = (b.chain[:, :, None] == b.chain[:, None, :]) & earlier
    right[:, :, 0] = ~right[:, :, 1:].any(-1)
    earlier[:, :, 0] = True
    which = b.chain > 0
    if not which.any():
        return logits.sum() * 0.0
    all_ = torch.logsumexp(scores.masked_fill(~earlier, -1e4)[which], -1)
    return (all_ - torch.logsumexp(scores.masked_fill(~right, -1e4)[which], -1)).mean()


def _before(b: Batch) -> Tensor:
    """[windows, length, length]: whether a piece stands before the mention that another piece belongs to."""
    position = torch.arange(b.ids.shape[1], device=b.ids.device)
    start = torch.where(b.chain > 0, _mention_start(b), position[None, :])
    return position[None, None, :] < start[:, :, None]


def _mention_start(b: Batch) -> Tensor:
    """[windows, length]: where in the window the mention of each piece begins."""
    position = torch.arange(b.ids.shape[1], device=b.ids.device)[None, :].expand_as(b.mention)
    new = torch.ones_like(b.mask)
    new[:, 1:] = (b.mention[:, 1:] != b.mention[:, :-1]) | (b.chain[:, 1:] != b.chain[:, :-1])
    return torch.where(new, position, 0).cummax(1).values


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

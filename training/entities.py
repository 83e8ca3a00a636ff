"""Fit the entity head anew on a finished encoder: `python -m training.entities CORPORA MINILM OUT`.

In: OUT/average.pt. Out: the same file with another entity head, and nothing else changed. Useful where only the labels
of entities have changed: it takes minutes where a training takes most of an hour.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from sayso.read.encoder import SLICES
from sayso.read.tokens import tokenise
from training.corpora import polnear, re3d
from training.model import Tagger
from training.train import IGNORE, RE3D_TIMES, batches

EPOCHS, BATCH, RATE = 4, 8192, 2e-3


@torch.no_grad()
def features(model: Tagger, corpora: Path, tokenizer: Tokenizer) -> tuple[Tensor, Tensor]:
    """What the encoder says of every word of the corpora [words, hidden], and its entity tag."""
    examples = polnear(corpora / "polnear/train") + re3d(corpora / "re3d") * RE3D_TIMES
    tokenised = [(e, tokenise(e.text, tokenizer)) for e in examples]
    seen, tags = [], []
    heads, model.heads = model.heads, torch.nn.Identity()
    for b in batches(tokenised, random.Random(0), 16, vary=False):
        with torch.autocast("cpu", torch.bfloat16):
            hidden = model(b.ids, b.shapes, b.mask)
        known = b.entities != IGNORE
        seen.append(hidden[known].to(torch.bfloat16))
        tags.append(b.entities[known])
    model.heads = heads
    return torch.cat(seen), torch.cat(tags)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    torch.manual_seed(0)
    tokenizer = Tokenizer.from_file(str(args.minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    state = torch.load(args.out / "average.pt", weights_only=True)
    model = Tagger().eval()
    model.load_state_dict(state)
    seen, tags = features(model, args.corpora, tokenizer)
    columns = SLICES["entities"]
    head = torch.nn.Linear(seen.shape[1], columns.stop - columns.start)
    optimizer = torch.optim.AdamW(head.parameters(), RATE)
    steps = EPOCHS * (len(seen) // BATCH)
    for step in range(steps):
        rows = torch.randint(len(seen), (BATCH,))
        loss = F.cross_entropy(head(seen[rows].float()), tags[rows])
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / steps)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"{len(seen)} words, loss {loss:.4f}")
    state["heads.weight"][columns] = head.weight.detach()
    state["heads.bias"][columns] = head.bias.detach()
    torch.save(state, args.out / "average.pt")


if __name__ == "__main__":
    main()

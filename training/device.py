"""Where training runs: on a GPU where there is one, on the processor otherwise."""

from __future__ import annotations

import torch

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def halved() -> torch.autocast:
    """Products in bfloat16 while this is entered."""
    return torch.autocast(DEVICE.type, torch.bfloat16)

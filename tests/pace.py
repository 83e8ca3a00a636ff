"""Pace: whether something takes time in proportion to its input."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def slowdown(run: Callable[[], object], ten_times: Callable[[], object]) -> float:
    """How much longer the second call takes than the first, tens of milliseconds aside: about 10 where time grows with
    the input, 100 where with its square. What other tests left in memory is not looked through meanwhile."""
    gc.collect()
    gc.disable()
    try:
        return (_spent(ten_times) - 0.05) / max(_spent(run), 1e-9)
    finally:
        gc.enable()


def _spent(run: Callable[[], object]) -> float:
    times = []
    for _ in range(2):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times)

"""A day of `status` in a loop: nothing grows."""

import gc
import threading
import tracemalloc
from typing import TYPE_CHECKING

from tests.faults.conftest import ROUNDS, descriptors, eventually

if TYPE_CHECKING:
    from tests.faults.conftest import Ward

RUNS = 50_000 if ROUNDS else 120
WARM_UP = 30
SLACK_BYTES = 1 << 20


def test_many_answers_leave_nothing_behind(ward: "Ward") -> None:
    for _ in range(WARM_UP):
        ward.project.ask("status")
    gc.collect()
    files, threads = descriptors(), threading.active_count()
    tracemalloc.start()
    try:
        ward.project.ask("status")
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(RUNS):
            assert ward.project.ask("status").returncode == 0
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < SLACK_BYTES
    assert eventually(lambda: descriptors() <= files and threading.active_count() <= threads)

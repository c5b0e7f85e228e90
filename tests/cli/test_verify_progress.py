"""The live lines of `verify`: what stands on them, and that they go away again."""

import os
import pty
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from sisyphus.cli.verify_progress import Progress
from sisyphus.render.terminal import width_of
from tests.analysis.plan_builders import check

if TYPE_CHECKING:
    from tests.cli.conftest import Project

ONE, TWO = check("make a"), check("make b")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_line_a_running_check_and_a_bar() -> None:
    clock = Clock()
    progress = Progress(4, 80, clock=clock)
    progress.heard(ONE, "")
    clock.now = 75.0
    progress.heard(TWO, "compiling\x1b[2J")
    progress.heard(TWO, "")
    clock.now = 80.0
    progress.ended(check("make c"), well=False)
    first, second, bar = progress.lines()
    assert first == "  1:20  make a"
    assert second.startswith("    5 s  make b  compiling^[[2J")
    assert bar == "  1:20  [######..................] 1 of 4, 1 not passed"
    progress.ended(ONE, well=True)
    assert len(progress.lines()) == 2


def test_what_has_ended_stands_there_no_longer_though_its_turn_to_be_told_is_to_come() -> None:
    progress = Progress(2, 80, clock=Clock())
    progress.heard(ONE, "")
    progress.heard(TWO, "")
    progress.over(TWO)
    assert [row.split()[-1] for row in progress.lines()] == ["a", "2"]
    assert "] 1 of 2" in progress.lines()[-1]
    progress.ended(TWO, well=True)
    assert "] 1 of 2" in progress.lines()[-1]


def test_an_interrupt_is_acknowledged() -> None:
    progress = Progress(1, 80, clock=Clock())
    progress.heard(ONE, "")
    progress.stopping = True
    assert "Ctrl-C again kills it at once" in progress.lines()[-1]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_the_width_and_their_number(width: int) -> None:
    progress = Progress(50, width)
    for number in range(30):
        progress.heard(check(f"make 并行运行测试 {number} " + "x" * 200), "输出" * 100)
    lines = progress.lines()
    assert len(lines) == 10
    assert lines[-2].strip() == "and 22 more"
    assert all(width_of(row) < width for row in lines)


def test_threads_may_tell_it_at_once() -> None:
    progress = Progress(8, 80)

    def talk(number: int) -> None:
        for word in range(200):
            progress.heard(check(f"make {number}"), str(word))

    workers = [threading.Thread(target=talk, args=(number,)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(progress.lines()) == 9


def on_terminal(project: "Project", *arguments: str) -> tuple[str, str]:
    """Run with stderr on a terminal and stdout in a pipe; what each got."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sisyphus", "verify", "--trust-all", *arguments],
        cwd=project.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"}, text=True,
    )  # fmt: skip
    os.close(theirs)
    shown = bytearray()

    def read() -> None:
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the terminal is closed
                return
            if not chunk:
                return
            shown.extend(chunk)

    reader = threading.Thread(target=read)
    reader.start()
    out, _ = process.communicate(timeout=60)
    reader.join(10)
    os.close(ours)
    return out, shown.decode("utf-8", "replace")


def test_on_a_terminal_it_draws_and_cleans_up(checked: "Project") -> None:
    checked.write("checks/one.sh", "echo half way; sleep 0.4\n")
    out, shown = on_terminal(checked)
    assert "half way" in shown
    assert "0 of 2" in shown
    assert "\x1b[?25h" in shown, "the cursor is shown again"
    assert "\x1b" not in out
    assert "2 checks: 2 passed." in out


def test_quiet_draws_nothing(checked: "Project") -> None:
    _, shown = on_terminal(checked, "-q")
    assert shown == ""

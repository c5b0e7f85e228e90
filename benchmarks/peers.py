"""What other trackers take for the same amount of work, as a ratio to the start of Python.

usage: peers.py [ROUNDS [SIZE ...]]

Peers are taken from PATH as they are; the absent ones are named and left out, and nothing is downloaded. Each
reads the same texts in its own layout: plans, the tasks of changes, or one task a file. They answer different
questions, so this tells what asking costs, not who is better.
"""
# ruff: noqa: INP001 - a script to run, no package

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.parse import generate
from benchmarks.timing import Command, in_turns, report, run

BASE = "python -c pass"
SIZES = (10, 100, 1000)
ALSO = {"NO_COLOR": "1", "CI": "1", "OPENSPEC_TELEMETRY": "0", "GIT_CONFIG_GLOBAL": os.devnull}
STARTED = "2026-01-27T05:11:59.404Z"
CONFIG = """project_name: "Sample"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
labels: []
date_format: yyyy-mm-dd
max_column_width: 20
remote_operations: false
auto_commit: false
"""
PROPOSAL = "## Why\n\nIt is slow.\n\n## What Changes\n\n- It is made faster.\n"
SPEC = """## ADDED Requirements

### Requirement: Speed
The system SHALL be fast.

#### Scenario: ok
- **WHEN** asked
- **THEN** it answers
"""


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    present = {program: path for program in PEERS if (path := shutil.which(program))}
    for program in PEERS:
        said = " ".join(subprocess.getoutput(f"{program} --version").split("\n")[-1:])  # noqa: S605 - our own words
        sys.stdout.write(f"{program}: {said if program in present else 'absent'}\n")
    for size in [int(word) for word in sys.argv[2:]] or SIZES:
        with tempfile.TemporaryDirectory(prefix="sisyphus-bench.") as folder:
            sys.stdout.write(f"\n{size} plans, changes or tasks\n")
            measure(Path(folder), size, present, rounds)


def measure(home: Path, size: int, present: dict[str, str], rounds: int) -> None:
    """Lay the work of a size for each tool, and print what it costs."""
    places = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state"), "HOME": str(home)}
    environment = {**os.environ, **ALSO, **places}
    plans = home / "plans"
    lay_plans(plans, size)
    search = "rg" if shutil.which("rg") else "grep"
    pattern = (r"^\s*[-*+] \[.\]", str(plans / ".omo" / "plans"))
    words = (search, "-c", *pattern) if search == "rg" else (search, "-rcE", *pattern)
    status = (sys.executable, "-m", "sisyphus", "status")
    commands = {
        BASE: Command((sys.executable, "-c", "pass"), plans, environment),
        search: Command(words, plans, environment),
        "sisyphus status, warm": Command(status, plans, environment),
        "sisyphus status, no cache": Command(status, plans, {**environment, "SISYPHUS_NO_CACHE": "1"}),
    }
    for program, path in present.items():
        lay, arguments = PEERS[program]
        folder = home / program
        if lay is lay_plans:
            folder = plans
        else:
            lay(folder, size)
        commands[f"{program} {' '.join(arguments)}"] = Command((path, *arguments), folder, environment)
    for command in commands.values():
        run(command)
    report(in_turns(commands, rounds), BASE, rounds)


def lay_plans(root: Path, size: int) -> None:
    """Lay plans with the state file that names them, as the engine does."""
    _repository(root)
    works = {}
    for name, text in _texts(size):
        _write(root / ".omo" / "plans" / f"{name}.md", text)
        works[name] = {
            "work_id": name,
            "active_plan": f".omo/plans/{name}.md",
            "plan_name": name,
            "status": "active",
            "started_at": STARTED,
            "session_ids": ["ses_1"],
        }
    first = next(iter(works.values()))
    state = {"schema_version": 2, "active_work_id": first["work_id"], "works": works, **first}
    _write(root / ".omo" / "boulder.json", json.dumps(state))


def lay_changes(root: Path, size: int) -> None:
    """Lay changes, each with the boxes of one plan as its tasks."""
    _repository(root)
    for name, text in _texts(size):
        change = root / "openspec" / "changes" / name
        _write(change / "tasks.md", text)
        _write(change / "proposal.md", PROPOSAL)
        _write(change / "specs" / "speed" / "spec.md", SPEC)


def lay_tasks(root: Path, size: int) -> None:
    """Lay tasks, each with one plan as its description."""
    _repository(root)
    _write(root / "backlog" / "config.yml", CONFIG)
    for number, (name, text) in enumerate(_texts(size), 1):
        front = (
            f"id: TASK-{number}\ntitle: {name}\nstatus: To Do\nassignee: []\ncreated_date: '2026-01-27 10:00'"
        )
        head = f"---\n{front}\nlabels: []\ndependencies: []\n---\n\n## Description\n\n"
        _write(root / "backlog" / "tasks" / f"task-{number} - {name}.md", head + text)


def _texts(size: int) -> Iterator[tuple[str, str]]:
    for number in range(size):
        yield f"plan-{number:05}", generate(number).decode()


def _repository(root: Path) -> None:
    root.mkdir()
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)  # noqa: S603, S607 - our own words


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


PEERS: dict[str, tuple[Callable[[Path, int], None], tuple[str, ...]]] = {
    "omo": (lay_plans, ("boulder",)),
    "backlog": (lay_tasks, ("task", "list", "--plain")),
    "openspec": (lay_changes, ("list",)),
}
"""Programs, how their work is laid, and the question that is nearest to `status`."""


if __name__ == "__main__":
    main()

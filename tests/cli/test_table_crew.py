"""Many plans are read and judged by several processes: what they say together is what one says alone."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters.kept.crew import Crew, CrewLost, hands
from sisyphus.cli import table_look
from sisyphus.cli.main import run
from sisyphus.cli.table_crew import TableCrew
from sisyphus.cli.table_look import look_at_plans
from sisyphus.errors import Exit, InputError
from sisyphus.model.table import TableDocument

TICKED = """# Plan {0}

## TODOs

- [x] 1. Put a cache in front of service {0}

  **Files**: `app/cache{0}.py`

  **Acceptance Criteria**:
  - [x] `true` → exit code 0

  **Evidence**: `.sisyphus/evidence/task-{0}.txt`

- [ ] 2. Wait for the push in {0} (requires push to verify)
"""

pytestmark = pytest.mark.skipif(hands() < 2, reason="with one core no processes are started")


@pytest.fixture
def workspace(repository: Path, git: Callable[..., str]) -> Path:
    """A repository with plans that were ticked commit by commit, one of them blocked and one not readable."""
    plans = repository / ".sisyphus/plans"
    plans.mkdir(parents=True)
    (repository / "app").mkdir()
    for number in range(12):
        (plans / f"p{number:02}.md").write_text(TICKED.format(number).replace("[x] 1.", "[ ] 1."))
    git("add", "-A")
    git("commit", "-q", "-m", "docs: plans", at="2026-03-01T10:00:00+00:00")
    for number in range(0, 12, 2):
        (plans / f"p{number:02}.md").write_text(TICKED.format(number))
        (repository / f"app/cache{number}.py").write_text("CACHE = {}\n")
        git("add", "-A")
        git("commit", "-q", "-m", f"feat: cache {number}", at=f"2026-03-{number + 2:02}T10:00:00+00:00")
    pads = repository / ".sisyphus/notepads/p01"
    pads.mkdir(parents=True)
    (pads / "problems.md").write_text("# P\n\n## Stuck\n\n**Status**: BLOCKED - needs an API key\n")
    (plans / "odd.md").symlink_to(_outside(repository))
    return repository


def _outside(root: Path) -> Path:
    """A plan that no link may lead to."""
    file = root.parent / "outside.md"
    file.write_text("# Elsewhere\n")
    return file


def table(root: Path) -> TableDocument:
    """The table without anything kept: read and judged in one go."""
    return look_at_plans(root).table


def same(first: TableDocument, second: TableDocument) -> bool:
    return (first.plans, first.findings, first.repository) == (
        second.plans,
        second.findings,
        second.repository,
    )


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A crew for few plans, too; noted is what it was asked."""
    asked: list[str] = []
    for name in ("read", "judge"):

        def noting(
            self: TableCrew, part: object, name: str = name, do: object = getattr(TableCrew, name)
        ) -> object:
            asked.append(name)
            return do(self, part)  # type: ignore[operator]

        monkeypatch.setattr(TableCrew, name, noting)
    monkeypatch.setattr(table_look, "MANY", 1)
    monkeypatch.setattr(table_look, "LEAST_PLANS", 1)
    return asked


@pytest.mark.parametrize("kept", [False, True], ids=["nothing kept", "parses kept"])
def test_several_processes_say_what_one_says(
    workspace: Path, crew: list[str], monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    with monkeypatch.context() as alone:
        alone.setattr(table_look, "MANY", 1000)
        alone.setenv("SISYPHUS_NO_CACHE", "1")
        wanted = table(workspace)
    assert crew == []
    if kept:
        table(workspace)
    assert same(table(workspace), wanted)
    assert crew == ["read", "judge"] * (1 + kept)
    assert len(wanted.plans) == 12
    assert {plan.proof.committed for plan in wanted.plans} == {0, 1}
    assert any(finding.rule == "unreadable-plan" for finding in wanted.findings)


def test_what_other_processes_parse_is_kept(
    workspace: Path, crew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table(workspace)
    assert crew
    monkeypatch.setattr(table_look, "MANY", 1000)
    monkeypatch.setattr("sisyphus.adapters.kept.marks.RACY_NS", -(10**18))
    monkeypatch.setattr("sisyphus.adapters.kept.parsed.PARSERS", {})
    assert len(table(workspace).plans) == 12


@pytest.mark.parametrize("lost", ["__init__", "share", "tell"])
def test_where_a_process_ends_it_is_done_alone(
    workspace: Path, crew: list[str], monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    wanted = table(workspace)

    def end(*_: object) -> None:
        raise CrewLost

    monkeypatch.setattr(Crew, lost, end)
    crew.clear()
    assert same(table(workspace), wanted)
    assert crew == ["read", "judge"]


def test_a_process_that_ends_is_noticed() -> None:
    with Crew(_dying) as dying, pytest.raises(CrewLost):
        dying.share([1, 2, 3])


def _dying() -> Callable[[int], object]:
    return os._exit


def test_an_interrupt_is_left_to_the_process_that_asked() -> None:
    with Crew(_listening) as crew:
        assert [deaf for _, deaf in crew.share([None, None])] == [True, True]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def _listening() -> Callable[[None], bool]:
    deaf = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return lambda _: deaf


def test_no_plan_that_can_be_read_is_an_error(tmp_path: Path, crew: list[str]) -> None:
    plans = tmp_path / "root/.sisyphus/plans"
    plans.mkdir(parents=True)
    for number in range(3):
        (plans / f"p{number}.md").symlink_to(_outside(tmp_path / "root"))
    with pytest.raises(InputError, match=r"p0\.md"):
        table(tmp_path / "root")
    assert run(["status", "-C", str(tmp_path / "root")]) == Exit.BAD_INPUT
    assert crew == ["read", "read"]

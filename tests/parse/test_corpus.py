"""The reader against 301 real plans: no error, GitHub's own box counts, and 60 plans that a person read.

`corpus_truth.json` holds what a person found in those 60, before any parser was asked: the line, id, state and role
of every task, and how many boxes of each other kind there are. It holds no text of the plans.
"""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

from sisyphus.model.plan import HEADLINE_ROLES, Plan
from sisyphus.parse.plan import parse_plan

TRUTH = Path(__file__).with_name("corpus_truth.json")
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
GIVEN_LABEL = re.compile(r"L?\d+")
"""What the reader calls a task that its author gave no id."""


class BoxCounts(TypedDict):
    """Task-list items that GitHub's renderer makes of a plan, all and in outermost lists."""

    total: int
    done: int
    top_total: int
    top_done: int


class Notes(TypedDict):
    """What a person found in a plan."""

    boxes: dict[str, int]
    tasks: list[tuple[int, str | None, str, str]]
    """Line, id as the author wrote it, state, role."""


def corpus() -> Path:
    """Return the folder of real plans; skip where it is not, as on a user's machine."""
    if not (CORPUS / "GFM.json").exists():
        pytest.skip("needs the corpus of real plans, which is not part of the project")
    return CORPUS


@cache
def plans() -> dict[str, Plan]:
    folder = corpus()
    return {path: parse_plan((folder / path).read_bytes(), path) for path in github_counts()}


@cache
def github_counts() -> dict[str, BoxCounts]:
    counts: dict[str, BoxCounts] = json.loads((corpus() / "GFM.json").read_text(encoding="utf-8"))
    return counts


@cache
def truth() -> dict[str, Notes]:
    notes: dict[str, Notes] = json.loads(TRUTH.read_text(encoding="utf-8"))
    return notes


def counted(plan: Plan, *, recovered: bool) -> BoxCounts:
    """Count what GitHub would render, with or without what broken fences hide from it."""
    boxes = [b for b in plan.boxes if b.in_list and b.marker in " xX" and (recovered or not b.recovered)]
    done = [b for b in boxes if b.marker in "xX"]
    return {
        "total": len(boxes),
        "done": len(done),
        "top_total": sum(b.outermost for b in boxes),
        "top_done": sum(b.outermost for b in done),
    }


def test_every_plan_of_the_corpus_is_read() -> None:
    assert len(plans()) == 301
    assert all(plan.sha256 for plan in plans().values())


def test_box_counts_are_githubs_or_a_finding_says_why_they_are_higher() -> None:
    wrong = {}
    for path, plan in plans().items():
        theirs, ours = github_counts()[path], counted(plan, recovered=True)
        if ours == theirs:
            continue
        broken = [f for f in plan.findings if f.rule == "broken-fence"]
        higher = ours["total"] > theirs["total"] and ours["top_total"] >= theirs["top_total"]
        said = any("recovered" in f.message for f in broken)
        if not (higher and said and counted(plan, recovered=False)["total"] == theirs["total"]):
            wrong[path] = (ours, theirs)
    assert wrong == {}


def test_only_broken_fences_change_the_counts() -> None:
    higher = {
        path for path, plan in plans().items() if counted(plan, recovered=True) != github_counts()[path]
    }

    assert len(higher) == 3
    assert all(any(b.recovered for b in plans()[path].boxes) for path in higher)


def test_the_notes_are_as_varied_as_they_should_be() -> None:
    repositories = {path.partition("/")[0] for path in truth()}
    states = {state for notes in truth().values() for _, _, state, _ in notes["tasks"]}

    assert len(truth()) >= 40
    assert len(repositories) >= 20
    assert states == {"open", "done", "blocked", "cancelled", "in_progress", "other"}


@pytest.mark.parametrize("path", sorted(truth()))
def test_tasks_are_those_that_a_person_found(path: str) -> None:
    plan = plans()[path]
    found = {t.line: (t.state.value, t.role.value) for t in plan.tasks}

    assert found == {line: (state, role) for line, _, state, role in truth()[path]["tasks"]}
    assert [t.line for t in plan.tasks] == [line for line, *_ in truth()[path]["tasks"]]


@pytest.mark.parametrize("path", sorted(truth()))
def test_ids_are_those_that_the_author_wrote(path: str) -> None:
    labels = {t.line: t.label for t in plans()[path].tasks}
    wrong = {
        line: (labels.get(line), written)
        for line, written, _, _ in truth()[path]["tasks"]
        if (labels.get(line) != written if written else not GIVEN_LABEL.fullmatch(labels.get(line, "")))
    }
    assert wrong == {}


@pytest.mark.parametrize("path", sorted(truth()))
def test_other_boxes_have_the_roles_that_a_person_gave_them(path: str) -> None:
    roles = Counter(b.role.value for b in plans()[path].boxes if b.role not in HEADLINE_ROLES)

    assert dict(roles) == truth()[path]["boxes"]

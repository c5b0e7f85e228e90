"""The shapes of the documents of `verify --json`. Field names are promised."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from sisyphus.model.check import AssertionKind, Origin, WhyNot
from sisyphus.model.evidence import Freshness, Outcome
from sisyphus.model.judgement import Standing

Metrics = dict[str, float | None]
Version = Literal[1]


class AssertionRow(TypedDict):
    """What a run must show; which fields are there follows from `kind`."""

    kind: AssertionKind
    equals: NotRequired[int]
    text: NotRequired[str]
    pattern: NotRequired[str]
    op: NotRequired[str]
    value: NotRequired[float]
    path: NotRequired[str]


class ExpectRow(TypedDict):
    """What the plan expects, in its words and as assertions."""

    text: str | None
    assertions: list[AssertionRow]
    understood: bool


class ResultRow(TypedDict):
    """The latest run of a check, and whether it still speaks of the content that is here."""

    outcome: Outcome
    exit: int | None
    signal: str | None
    duration_s: float | None
    freshness: Freshness | None
    evidence: str
    writer: str
    own: bool
    reason: str | None
    changed: list[str]
    commit: str | None
    ref: str | None
    sandbox: str
    metrics: Metrics


class FigureRow(TypedDict):
    """One figure at the baseline and now."""

    before: float | None
    after: float | None
    change: float | None
    factor: float | None


class BaselineRow(TypedDict):
    """The latest run at another commit: figures to compare with, no proof."""

    ref: str | None
    commit: str | None
    outcome: Outcome
    exit: int | None
    duration_s: float | None
    evidence: str
    writer: str
    own: bool
    reason: str | None
    metrics: Metrics
    figures: dict[str, FigureRow]


class CheckRow(TypedDict):
    """One check with what its latest run showed."""

    id: str
    task: str | None
    origin: Origin
    path: str
    line: int
    command: str
    context: list[str]
    shell: str
    cwd: str
    timeout_s: float | None
    expect: ExpectRow
    runnable: bool
    why_not: WhyNot | None
    needs_own_approval: bool
    risk: str | None
    missing: list[str]
    trusted: bool
    denied: bool
    key: str | None
    standing: Standing
    note: str
    result: ResultRow | None
    baseline: BaselineRow | None


class ChecksDocument(TypedDict):
    """`verify --json` and `verify --list --json`."""

    format_version: Version
    plan: str
    checks: list[CheckRow]

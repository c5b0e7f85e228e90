"""The shapes of the `--json` documents that are no model written down. Field names are promised."""

from typing_extensions import TypedDict

from sisyphus.model.claim import ClaimKind, Verdict
from sisyphus.model.evidence import Evidence, LogCheck
from sisyphus.model.finding import Finding
from sisyphus.model.lint import Rule
from sisyphus.model.notepad import EntryState
from sisyphus.model.status import Tool
from sisyphus.render.documents_verify import Version


class ClaimRow(TypedDict):
    """One claim of a report, and what was found."""

    text: str
    kind: ClaimKind
    path: str
    line: int
    verdict: Verdict
    actual: str
    source: str | None


class PlanRow(TypedDict):
    """Which plan was meant."""

    name: str
    path: str


class ClaimsDocument(TypedDict):
    """`audit --json`."""

    format_version: Version
    tool: Tool
    taken_at: str
    plan: PlanRow
    reports: list[str]
    claims: list[ClaimRow]
    findings: list[Finding]


class RulesDocument(TypedDict):
    """`lint --list --json` and `lint --explain RULE --json`."""

    format_version: Version
    rules: list[Rule]


class NoteRow(TypedDict):
    """Where a note was put."""

    plan: str
    kind: str
    task: str | None
    path: str
    line: int
    written_at: str


class NoteDocument(TypedDict):
    """`note --json`."""

    format_version: Version
    note: NoteRow


class EntryRow(TypedDict):
    """One entry of a notepad."""

    plan: str
    kind: str
    path: str
    line: int
    title: str
    task: str | None
    written_at: str | None
    state: EntryState
    status: str | None
    text: str


class EntriesDocument(TypedDict):
    """`notes --json`."""

    format_version: Version
    entries: list[EntryRow]


class RunsDocument(TypedDict):
    """`evidence list --json`."""

    format_version: Version
    plan: str
    runs: list[Evidence]


class RunDocument(TypedDict):
    """`evidence show --json`."""

    format_version: Version
    plan: str
    run: Evidence
    log: dict[str, str]


class LogsDocument(TypedDict):
    """`evidence check --json`."""

    format_version: Version
    holds: bool
    logs: list[LogCheck]


class DecisionRow(TypedDict):
    """One command that the user allowed or denied; an old decision does not know what it was about."""

    key: str
    allowed: bool
    description: str
    at: str
    folder: str | None
    repository: str | None
    plan: str | None
    task: str | None
    line: int | None
    command: str | None
    commit: str | None


class TrustDocument(TypedDict):
    """`trust list --json`."""

    format_version: Version
    trust: list[DecisionRow]


class ForgotDocument(TypedDict):
    """`trust revoke --json`: one key, or a list where several may be meant."""

    format_version: Version
    forgot: str | list[str]


class ErrorRow(TypedDict):
    """Why there is no answer, and what to do."""

    kind: str
    message: str
    fix: str


class ErrorDocument(TypedDict):
    """What stands in place of any answer that could not be given."""

    format_version: Version
    error: ErrorRow

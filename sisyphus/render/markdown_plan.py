"""The report's sections about files: deliverables, the plan itself, contradictions, provenance."""

from collections.abc import Iterator
from datetime import UTC

from sisyphus.model.finding import Finding, Severity
from sisyphus.model.repository import is_state
from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.escape import cell, code, prose, shorten
from sisyphus.render.markdown_blockers import place, status_command
from sisyphus.render.markdown_notes import documentation
from sisyphus.render.markdown_tasks import commit_words, table_rows
from sisyphus.render.measures import changed_files, counted_commits, plus_minus, size_words
from sisyphus.render.words import ROLE_WORDS, counted, part, role_counts

_MOST_FILES = 15
_MOST_COMMITS = 15
_MOST_BOXES = 20
_MOST_FINDINGS = 20
_MOST_OF_A_RULE = 5


def deliverables(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield branch, commits, files with their sizes, and what was written down beside them."""
    repository = document.repository
    if repository is not None and repository.head is not None:
        yield f"* Branch: {code(repository.branch or 'detached HEAD')} at {code(repository.head[:7])}"
    commits = counted_commits(plan)
    for link in commits[:_MOST_COMMITS]:
        files = counted(len(link.changes), "file")
        yield f"* Commit {commit_words(link)}: {files} {plus_minus(link.insertions, link.deletions)}"
    if len(commits) > _MOST_COMMITS:
        yield f"* … and {counted(len(commits) - _MOST_COMMITS, 'commit')} more"
    if commits:
        yield f"* In all: {size_words(commits)}"
        files_ = sorted(
            changed_files(commits),
            key=lambda c: (is_state(c.path), -((c.insertions or 0) + (c.deletions or 0))),
        )
        for change in files_[:_MOST_FILES]:
            yield f"    * {code(change.path)} {plus_minus(change.insertions, change.deletions)}"
        if len(files_) > _MOST_FILES:
            yield f"    * … and {counted(len(files_) - _MOST_FILES, 'file')} more"
    yield from documentation(plan)


def plan_file(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield the boxes that are open, with the line, class and state of each."""
    classes = role_counts(plan)
    if not plan.boxes_open and not classes:
        return
    if not plan.boxes_open:
        yield f"Every box of {code(plan.path)} is ticked or cancelled."
        return
    yield f"{counted(len(plan.boxes_open), 'box', 'boxes')} open in {code(plan.path)}:"
    yield ""
    for box in plan.boxes_open[:_MOST_BOXES]:
        where = f"task {prose(box.task)}" if box.task else ROLE_WORDS[box.role]
        state = str(box.state).replace("_", " ")
        yield f"* line {box.line}, {where}, {state}: {prose(shorten(box.text, 160))}"
    if len(plan.boxes_open) > _MOST_BOXES:
        rest = plan.boxes_open[_MOST_BOXES:]
        yield f"* line {rest[0].line} and after: {len(rest)} more"
    yield ""
    yield f"By class: {', '.join(f'{ROLE_WORDS[role]} {part(tally)}' for role, tally in classes)}."


def contradictions(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield what does not agree, with the place of each side."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in plan.findings:
        if finding.severity is not Severity.INFO:
            by_rule.setdefault(finding.rule, []).append(finding)
    shown = 0
    for rule, found in by_rule.items():
        some = found[: min(_MOST_OF_A_RULE, _MOST_FINDINGS - shown)]
        shown += len(some)
        for finding in some:
            sides = " against ".join(code(place(s)) for s in (finding.source, finding.against) if s)
            yield f"* {prose(shorten(finding.message, 300))} ({sides}, {rule})"
        if len(found) > len(some):
            yield f"* … and {len(found) - len(some)} more of {rule}: {code(status_command(plan, '-v'))}"


def provenance(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield what this was made from."""
    repository = document.repository
    facts = f"{plan.facts_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if plan.facts_at else "unknown"
    top = "; commits on top that only change the state folder are left out"
    head = f"{code(repository.head)}{top}" if repository and repository.head else "unknown"
    rows = [
        ("Facts as of", f"{facts}, the newest commit or check"),
        ("Tool", f"{document.tool.name} {document.tool.version}"),
        ("HEAD", head),
        ("Plan", cell(code(plan.path)) + (f", sha256 {code(plan.sha256)}" if plan.sha256 else "")),
    ]
    for writer, number, digest in plan.evidence_heads:
        records = f"{counted(number, 'record')} of {cell(code(writer))}"
        rows.append(("Evidence", f"{records}, head {code(digest[:23])}"))
    if not plan.evidence_heads:
        rows.append(("Evidence", "none"))
    yield from table_rows(("What", "Value"), rows)

"""The FINAL_STATUS report. Each section only when it has facts, each figure with its source."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC

from sisyphus.model.finding import Severity, Source
from sisyphus.model.judgement import Confidence
from sisyphus.model.status import REPORT_SEAL, Blocker, PlanStatus, StatusDocument
from sisyphus.render.escape import block, cell, code, prose, shorten
from sisyphus.render.markdown_notes import decisions, documentation
from sisyphus.render.markdown_tasks import (
    TITLE_LIMIT,
    commit_words,
    plus_minus,
    table_rows,
    tasks,
    verification,
)
from sisyphus.render.words import (
    OWNER_WORDS,
    PHASE_WORDS,
    ROLE_RULES,
    ROLE_WORDS,
    committed_part,
    counted,
    part,
    role_counts,
)

Section = Callable[[StatusDocument, PlanStatus], Iterator[str]]


def render_report(document: StatusDocument, plan: PlanStatus) -> str:
    """Return the report of one plan, ending in one newline. Same facts, same bytes."""
    title = prose(plan.title or plan.name)
    parts = [
        f"# Final status: {title}",
        f"**{PHASE_WORDS[plan.phase].capitalize()}.** {prose(plan.sentence)}",
    ]
    for heading, section in SECTIONS:
        lines = list(section(document, plan))
        if lines:
            parts += [f"## {heading}", "\n".join(lines)]
    return seal("\n\n".join(parts) + "\n")


_SEAL = REPORT_SEAL + "{} -->\n"
_SEAL_LENGTH = len(_SEAL.format("0" * 64))


def seal(text: str) -> str:
    """Add the line by which a generated text is known again."""
    body = text + "\n"
    return body + _SEAL.format(hashlib.sha256(body.encode("utf-8", "replace")).hexdigest())


def is_untouched(text: str) -> bool:
    """Whether a text is a report as it was generated: nobody's words are in it."""
    return seal(text[:-_SEAL_LENGTH].removesuffix("\n")) == text


def _summary(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    plan_file = cell(code(plan.path))
    rows = [("Status", PHASE_WORDS[plan.phase], "boxes, checks and blockers, section Provenance")]
    waits = [f"{b.rule} ({OWNER_WORDS[b.owner]})" for b in plan.blockers]
    if waits:
        rows.append(("Blocked by", ", ".join(dict.fromkeys(waits)), "section Blockers"))
    for role, tally in role_counts(plan):
        extra = "".join(
            f", {getattr(tally, state)} {state.replace('_', ' ')}"
            for state in ("blocked", "cancelled", "in_progress", "other")
            if getattr(tally, state)
        )
        rows.append((ROLE_WORDS[role].capitalize(), part(tally) + extra, f"{plan_file}, {ROLE_RULES[role]}"))
    if plan.boxes.total:
        outermost = f"{plan_file}, list items with a box in outermost lists"
        rows.append(("Boxes, outermost", part(plan.top_level), outermost))
        rows.append(("Boxes, all", part(plan.boxes), f"{plan_file}, every list item with a box"))
    proof = plan.proof
    if proof.of:
        rows.append(
            ("Claimed", f"{proof.claimed}/{proof.of}", f"{plan_file}, ticked rows of tasks and final wave")
        )
        rows.append(("Committed", committed_part(plan, document.repository), "git, section Tasks"))
        rows.append(("Verified", f"{proof.verified}/{proof.of}", "evidence log, section Verification"))
    yield from table_rows(("Fact", "Value", "Source"), rows)


def _results(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    if plan.objective:
        yield f"Objective (from the plan): {prose(shorten(plan.objective, 400))}"


def _blockers(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    for number, blocker in enumerate(plan.blockers):
        if number:
            yield ""
        yield from _blocker(blocker)


def _blocker(blocker: Blocker) -> Iterator[str]:
    yield f"### {prose(shorten(blocker.message, TITLE_LIMIT))}"
    yield ""
    source = _place(blocker.source) if blocker.source.path else "git, when this was written"
    yield f"* Rule: {blocker.rule}; who must act: {OWNER_WORDS[blocker.owner]}"
    yield f"* Why: {prose(shorten(blocker.why, 300))}"
    yield f"* Source: {code(source)}"
    if blocker.remedy:
        yield ""
        yield block("\n".join(blocker.remedy), "bash")


def _deliverables(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    repository = document.repository
    if repository is not None and repository.head is not None:
        yield f"* Branch: {code(repository.branch or 'detached HEAD')} at {code(repository.head[:7])}"
    links = {c.sha: c for t in plan.tasks for c in t.commits if c.confidence is not Confidence.LOW}
    for link in sorted(links.values(), key=lambda c: (c.committed_at, c.sha)):
        files = counted(len(link.changes), "file")
        yield f"* Commit {commit_words(link)}: {files}, {plus_minus(link.insertions, link.deletions)}"
    yield from documentation(plan)


def _plan_file(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    if not plan.boxes_open and not role_counts(plan):
        return
    if not plan.boxes_open:
        yield f"Every box of {code(plan.path)} is ticked or cancelled."
        return
    yield f"{counted(len(plan.boxes_open), 'box', 'boxes')} open in {code(plan.path)}:"
    yield ""
    for box in plan.boxes_open:
        where = f"task {prose(box.task)}" if box.task else ROLE_WORDS[box.role]
        state = str(box.state).replace("_", " ")
        yield f"* line {box.line}, {where}, {state}: {prose(shorten(box.text, 160))}"


def _contradictions(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    for finding in plan.findings:
        if finding.severity is not Severity.INFO:
            yield f"* {prose(finding.message)} ({code(_place(finding.source))}, {finding.rule})"


def _place(source: Source) -> str:
    path = source.path or "workspace"
    return f"{path}:{source.line}" if source.line else path


def _next_steps(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    number = 0
    for blocker in plan.blockers:
        for command in blocker.remedy:
            number += 1
            yield f"{number}. {code(command)} ({OWNER_WORDS[blocker.owner]}, {blocker.rule})"


def _provenance(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    rows = [
        (
            "Facts as of",
            f"{plan.facts_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if plan.facts_at else "unknown",
        ),
        ("Tool", f"{document.tool.name} {document.tool.version}"),
        (
            "HEAD",
            code(document.repository.head) if document.repository and document.repository.head else "unknown",
        ),
        ("Plan", cell(code(plan.path)) + (f", sha256 {code(plan.sha256)}" if plan.sha256 else "")),
    ]
    for writer, number, digest in plan.evidence_heads:
        records = f"{counted(number, 'record')} of {cell(code(writer))}"
        rows.append(("Evidence", f"{records}, head {code(digest[:23])}"))
    if not plan.evidence_heads:
        rows.append(("Evidence", "none"))
    yield from table_rows(("What", "Value"), rows)


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Executive summary", _summary),
    ("Implementation results", _results),
    ("Tasks", tasks),
    ("Verification", verification),
    ("Blockers", _blockers),
    ("Deliverables", _deliverables),
    ("Plan file status", _plan_file),
    ("Key decisions and learnings", decisions),
    ("Contradictions and oddities", _contradictions),
    ("Next steps", _next_steps),
    ("Provenance", _provenance),
)
"""Sections in order; one that yields nothing is left out."""

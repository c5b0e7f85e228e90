"""The report as one page: no script, no request, nothing that a plan or a command wrote is markup.

The page only lays out what the analysis concluded. Every value goes through the template's escaping, or
through one of the filters here, which escape.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sisyphus.model.finding import UNEVIDENCED_CLAIMS, Severity
from sisyphus.model.judgement import Confidence, Standing
from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.html_text import environment, first_line, markup, resource
from sisyphus.render.html_tones import OUTCOME_TONES, PHASE_TONES
from sisyphus.render.markdown_blockers import causes
from sisyphus.render.text_status import repository_line
from sisyphus.render.words import (
    OWNER_WORDS,
    PHASE_WORDS,
    ROLE_RULES,
    ROLE_WORDS,
    committed_part,
    part,
    role_counts,
    totals_words,
)

MARK = '<meta name="generator" content="sisyphus report">'
"""By which a page of ours is known again."""

_CI_COMMAND = re.compile(r"^([ \t]*):(?=:)|#(?=#\[|#vso\[)", re.MULTILINE)
"""What CI services read as an order to them, in a page that is printed in a job."""

_MOST_CHECKS = 30
"""More, and those that passed are folded."""
_MOST_EVENTS = 30
"""Of the timeline; older ones are folded."""


class Meter(NamedTuple):
    """One figure on top of the page."""

    name: str
    value: str
    done: int
    total: int
    """0 for a figure without a bar."""
    rule: str
    """What it counts, or where it comes from."""


class Event(NamedTuple):
    """Something that happened, on the timeline."""

    at: datetime
    kind: str
    """`commit` or `run`."""
    words: str
    outcome: str = ""
    tone: str = ""


def render_html(document: StatusDocument, plan: PlanStatus, logs: Mapping[str, str] | None = None) -> str:
    """Return the page of one plan. Same facts, same bytes.

    Args:
        document: the answer that the plan is part of.
        plan: the plan.
        logs: what checks printed in their latest run, by check id, as far as it is to be shown.

    """
    style = resource("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    logs = {status.check.id: (logs or {}).get(status.check.id, "") for status in plan.checks}
    page = (
        environment()
        .get_template("report.html.jinja")
        .render(
            **_facts(document, plan),
            **_checks(plan),
            logs=logs,
            mark=markup(MARK),
            owners=OWNER_WORDS,
            roles=ROLE_WORDS,
            style=markup(style),
            style_hash=f"sha256-{digest}",
        )
    )
    return _CI_COMMAND.sub(lambda m: f"{m[1] or ''}&#{ord(m[0][-1])};", page)


def _facts(document: StatusDocument, plan: PlanStatus) -> dict[str, object]:
    return {
        "plan": plan,
        "tool": document.tool,
        "title": plan.title or plan.name,
        "phase": PHASE_WORDS[plan.phase],
        "phase_tone": PHASE_TONES[plan.phase],
        "where": repository_line(document.repository),
        "head": document.repository.head if document.repository else None,
        "causes": causes(plan),
        "proof": list(_proof(document, plan)),
        "counts": list(_counts(plan)),
        "timeline": sorted(_events(plan), key=lambda event: event.at, reverse=True),
        "most_events": _MOST_EVENTS,
        "next_task": next((t for t in plan.tasks if t.key == plan.next_task), None),
        "sections": [(name, words) for name, words in _SECTIONS.items() if _is_there(plan, name)],
        "notes": [(path, entry) for path, entry in plan.entries if entry.text.strip()],
        "oddities": [f for f in plan.findings if f.severity is not Severity.INFO],
    }


def _checks(plan: PlanStatus) -> dict[str, object]:
    many = len(plan.checks) > _MOST_CHECKS
    folded = [c for c in plan.checks if many and c.standing is Standing.PASSED]
    return {
        "checks": [c for c in plan.checks if c not in folded],
        "folded": folded,
        "totals": totals_words(plan.verification),
        "bare": [f.message for f in plan.findings if f.rule == UNEVIDENCED_CLAIMS],
    }


_SECTIONS = {
    "blockers": "What blocks it",
    "figures": "Figures",
    "results": "Before and after",
    "tasks": "Tasks",
    "checks": "Verification",
    "timeline": "Commits and runs",
    "open": "Open boxes",
    "notes": "Decisions and learnings",
    "oddities": "Contradictions and oddities",
}
"""Headings of the page by their place in it, in order."""


def _is_there(plan: PlanStatus, section: str) -> bool:
    return {
        "blockers": bool(plan.blockers),
        "figures": bool(role_counts(plan) or plan.objective or plan.boxes.total),
        "results": bool(plan.figures or plan.targets),
        "checks": bool(plan.checks),
        "timeline": any(_events(plan)),
        "open": bool(plan.boxes_open),
        "notes": any(entry.text.strip() for _, entry in plan.entries),
        "oddities": any(f.severity is not Severity.INFO for f in plan.findings),
    }.get(section, True)


def _proof(document: StatusDocument, plan: PlanStatus) -> Iterator[Meter]:
    proof = plan.proof
    if not proof.of:
        return
    yield Meter("Claimed", f"{proof.claimed}/{proof.of}", proof.claimed, proof.of, "ticked in the plan")
    known = document.repository is not None
    value = committed_part(plan, document.repository)
    yield Meter("Committed", value, proof.committed, proof.of if known else 0, "a commit carries it")
    passed = "its own checks passed on this content"
    yield Meter("Verified", f"{proof.verified}/{proof.of}", proof.verified, proof.of, passed)


def _counts(plan: PlanStatus) -> Iterator[Meter]:
    for role, tally in role_counts(plan):
        yield Meter(ROLE_WORDS[role].capitalize(), part(tally), tally.done, tally.total, ROLE_RULES[role])
    for name, tally, rule in (
        ("Boxes, outermost", plan.top_level, "list items with a box in outermost lists"),
        ("Boxes, all", plan.boxes, "every list item with a box"),
    ):
        if tally.total:
            yield Meter(name, part(tally), tally.done, tally.total, rule)


def _events(plan: PlanStatus) -> Iterator[Event]:
    links = {c.sha: c for t in plan.tasks for c in t.commits if c.confidence is not Confidence.LOW}
    for link in links.values():
        yield Event(link.committed_at, "commit", f"`{link.sha[:7]}` {link.subject}")
    for status in plan.checks:
        run = status.evidence
        if run is not None:
            outcome = str(run.outcome)
            yield Event(
                run.started_at, "run", f"`{first_line(run.command)}`", outcome, OUTCOME_TONES[run.outcome]
            )

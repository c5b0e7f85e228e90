"""The FINAL_STATUS report. Each section only when it has facts, each figure with its source."""

import hashlib
from collections.abc import Callable, Iterator

from sisyphus.model.status import REPORT_SEAL, PlanStatus, StatusDocument
from sisyphus.render.escape import prose
from sisyphus.render.markdown_blockers import blockers, next_steps
from sisyphus.render.markdown_notes import decisions
from sisyphus.render.markdown_plan import contradictions, deliverables, plan_file, provenance
from sisyphus.render.markdown_results import conclusion, orchestration, results, success, summary
from sisyphus.render.markdown_tasks import tasks, verification
from sisyphus.render.words import PHASE_WORDS

Section = Callable[[StatusDocument, PlanStatus], Iterator[str]]
Sections = tuple[tuple[str, Section], ...]

TITLE = "# Final status: "


def render_report(document: StatusDocument, plan: PlanStatus) -> str:
    """Return the report of one plan, ending in one newline. Same facts, same bytes."""
    title = prose(plan.title or plan.name)
    opening = f"**{PHASE_WORDS[plan.phase].capitalize()}.** {prose(plan.sentence)}"
    return seal("\n\n".join([TITLE + title, opening, *chapters(SECTIONS, document, plan)]) + "\n")


def chapters(sections: Sections, document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield heading and text of each section that has something to say."""
    for heading, section in sections:
        lines = list(section(document, plan))
        if lines:
            yield f"## {heading}"
            yield "\n".join(lines).strip("\n")


_SEAL = REPORT_SEAL + "{} -->\n"
_SEAL_LENGTH = len(_SEAL.format("0" * 64))


def seal(text: str) -> str:
    """Add the line by which a generated text is known again."""
    body = text + "\n"
    return body + _SEAL.format(hashlib.sha256(body.encode("utf-8", "replace")).hexdigest())


def unseal(text: str) -> str:
    """Return a text without the last line that `seal` adds, whether or not it still fits."""
    body, _, last = text.removesuffix("\n").rpartition("\n")
    return body if last.startswith(REPORT_SEAL) else text


def is_untouched(text: str) -> bool:
    """Whether a text is a report as it was generated: nobody's words are in it."""
    return seal(text[:-_SEAL_LENGTH].removesuffix("\n")) == text


SECTIONS: Sections = (
    ("Executive summary", summary),
    ("Implementation results", results),
    ("Tasks completed", tasks),
    ("Verification", verification),
    ("Blockers", blockers),
    ("Deliverables", deliverables),
    ("Plan file status", plan_file),
    ("Key technical decisions and learnings", decisions),
    ("Contradictions", contradictions),
    ("Success metrics", success),
    ("Next steps", next_steps),
    ("Orchestration metrics", orchestration),
    ("Conclusion", conclusion),
    ("Provenance", provenance),
)
"""Sections in order; one that yields nothing is left out."""

"""What `lint` needs of a plan's text beside the plan itself."""

import re
from collections.abc import Iterator, Sequence

from sisyphus.model.lint import Announced, Heading, LintText
from sisyphus.model.plan import Plan
from sisyphus.parse.encoding import decode
from sisyphus.parse.engine import view
from sisyphus.parse.lint_comments import read_silences
from sisyphus.parse.markdown import Block, Document, Kind, parse_markdown
from sisyphus.parse.plans.commit_strategy import read_strategy
from sisyphus.parse.plans.matrix import read_matrix
from sisyphus.parse.plans.section_names import GROUP, SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below, find_sections
from sisyphus.parse.plans.waves import read_waves

_PLACES = {
    SectionKind.MATRIX: "the dependency matrix",
    SectionKind.EXECUTION: "the waves",
    SectionKind.COMMIT: "the commit strategy",
}
_LABEL_LINE = re.compile(
    r"\s*(?:[-*+]\s+)?\*\*[^*`]{2,60}(?:\*\*\s*[:\uff1a]|[:\uff1a]\*\*)\s*$",
)
"""A field's name in bold with a colon, and nothing behind it."""
_PROMISED = re.compile(
    r"\b(?:new(?:ly)?|create[sd]?|creating|creation|add(?:ed|s)?|will|generated?|output|produced?|to be"
    r"|if (?:it )?exists?|may|optional(?:ly)?|removed?|deleted?|nuev[oa]|crear|novo|criar)\b"
    r"|新建|新增|创建|生成|새로|생성|作成|新規|созда",
    re.IGNORECASE,
)
_BRANCH = re.compile(r"[├└┣┗]")
_LONGEST_HEADING = 60


def read_lint_text(content: bytes, plan: Plan) -> LintText:
    """Read the text of a plan that was read without an error."""
    text, _ = decode(content, plan.path)
    document = parse_markdown(text)
    sections = find_sections(document)
    lines = document.lines
    return LintText(
        headings=tuple(
            Heading(line=s.line, text=_shown(lines[s.line - 1]), is_work=s.kind in _WORK) for s in sections
        ),
        silences=read_silences(lines),
        engine=view(lines, {t.line for t in plan.tasks}),
        announced=tuple(_announced(document, sections)),
        cut_short=_cut_short(document),
        promised=frozenset(
            r.source_line
            for t in plan.tasks
            for r in t.references
            if _PROMISED.search(lines[r.source_line - 1])
        ),
    )


_WORK = frozenset({SectionKind.TASKS, SectionKind.FINAL_WAVE})


def _shown(heading: str) -> str:
    text = " ".join(heading.split())
    return text if len(text) <= _LONGEST_HEADING else text[: _LONGEST_HEADING - 1] + "…"


def _announced(document: Document, sections: Sequence[Section]) -> Iterator[Announced]:
    for part, text in _single_blocks(document, sections):
        match part.kind:
            case SectionKind.MATRIX:
                labels = tuple(read_matrix(document, [part]))
            case SectionKind.EXECUTION:
                # Running text speaks of tasks of other plans, too.
                labels = tuple(read_waves(document, [part])) if _BRANCH.search(text) else ()
            case _:
                labels = tuple(key for key in read_strategy(document, [part], ()) if " " not in key)
        if labels:
            yield Announced(place=_PLACES[part.kind], line=part.end_line, labels=labels)


def _single_blocks(document: Document, sections: Sequence[Section]) -> Iterator[tuple[Section, str]]:
    """Yield each block of the sections that name tasks as a section of its own, with its text.

    So the line of what it says is known.
    """
    seen: set[tuple[SectionKind, int]] = set()
    for section in sections:
        if section.kind in _PLACES:
            for block in blocks_below(document, section):
                if (section.kind, block.line) not in seen and not _is_of_waves(block):
                    seen.add((section.kind, block.line))
                    yield section._replace(line=block.line - 1, end_line=block.line), block.text


def _is_of_waves(block: Block) -> bool:
    """Whether a block names no tasks: a heading, or a row of a table of waves."""
    return block.kind is Kind.HEADING or bool(
        block.header and GROUP.match(block.header[0].strip("*` ").casefold())
    )


def _cut_short(document: Document) -> str | None:
    """Return why the last line looks as if writing broke off."""
    if not document.blocks:
        return None
    # The innermost: an item ends where the fence in it does.
    last = max(document.blocks, key=lambda b: (b.end_line, b.line, b.level))
    text = document.lines[last.end_line - 1]
    if last.kind in {Kind.FENCE, Kind.CODE, Kind.HTML, Kind.RULE, Kind.HEADING}:
        return None
    if _LABEL_LINE.match(text):
        return f"the file ends with {text.strip()} and nothing below"
    if text.count("`") % 2 or text.count("**") % 2:
        return "the file ends in the middle of a line: its markup is left open"
    return None

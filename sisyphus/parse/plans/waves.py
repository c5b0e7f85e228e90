"""The tree of waves in an Execution Strategy: which task runs when, and after which others."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.dependencies import parse_labels
from sisyphus.parse.plans.section_names import GROUP, SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below


class Slot(NamedTuple):
    """A task's place in the tree."""

    wave: str
    """Such as `Wave 1` or `Wave FINAL`, without the remark behind it."""
    depends_on: tuple[str, ...]
    """Labels; none where the tree names none."""


_MOST_TASKS = 2000
"""Lines of one tree that are read, and tasks after which no further tree is."""
_TREES = (Kind.FENCE, Kind.CODE, Kind.PARAGRAPH)
_BRANCH = re.compile(r"[\s│┃|]*[├└┣┗+`][─━-]{1,4}[>\s]*(?P<rest>\S.*)$")
_WAVE = re.compile(r"[\s*#]*(?P<name>[^\s(（:：—–\-│├└][^(（:：—–\n]{0,40}?)\s{0,4}(?:[(（—–:：]|\s-\s|$)")  # noqa: RUF001 - full width
_AFTER = re.compile(r"[:：)）]\**\s*(?P<rest>(?:tasks?\b|T?\d).*)$", re.IGNORECASE)  # noqa: RUF001 - full width
_HEAD = re.compile(r"\**(?P<labels>[^:：(\[\]]{1,40}?)\**\s*(?:[:：]|\s[-–—]\s|$)")  # noqa: RUF001 - full width
_LEAD = re.compile(r"\**(?P<label>(?:[A-Z]{0,2}\d{1,4}(?:\.\d+)*[a-z]?))\b")
_NEEDS = re.compile(
    r"[(\[](?:depends?(?: on)?|deps|blocked by|after|依赖)[\s:：]{0,3}(?P<labels>[^()\[\]]{0,200})[)\]]",  # noqa: RUF001 - full width
    re.IGNORECASE,
)


def read_waves(document: Document, sections: Iterable[Section]) -> dict[str, Slot]:
    """Read the trees of all execution sections: label in lower case → slot; the first mention counts."""
    found: dict[str, Slot] = {}
    for section in sections:
        if section.kind is SectionKind.EXECUTION:
            for block in blocks_below(document, section):
                if block.kind in _TREES and len(found) < _MOST_TASKS:
                    for label, slot in _slots(document.lines[block.line - 1 : block.end_line]):
                        found.setdefault(label, slot)
    return found


def _slots(lines: Sequence[str]) -> Iterator[tuple[str, Slot]]:
    wave: str | None = None
    for line in lines[:_MOST_TASKS]:
        branch = _BRANCH.match(line)
        if branch is None:
            named = _named_wave(line)
            wave = named or (wave if not line.strip() or line[:1].isspace() else None)
            rest = _AFTER.search(line) if named else None
            text = rest["rest"] if rest else ""
            labels = parse_labels(text)
        else:
            text = branch["rest"]
            labels = _labels(text)
        if wave:
            needs = _NEEDS.search(text)
            depends = parse_labels(needs["labels"]) if needs else ()
            slot = Slot(wave, depends)
            for label in labels:
                yield label.casefold(), slot


def _named_wave(line: str) -> str | None:
    match = _WAVE.match(line)
    return match["name"].strip("* ") if match and GROUP.match(match["name"].casefold()) else None


def _labels(text: str) -> tuple[str, ...]:
    """Return the labels of one branch: `Task 8: title`, `Task 17-19: …`, `T1: …`, `4.2 title`."""
    head = _HEAD.match(text)
    labels = parse_labels(head["labels"]) if head else ()
    if labels:
        return labels
    lead = _LEAD.match(text)
    return (lead["label"],) if lead else ()

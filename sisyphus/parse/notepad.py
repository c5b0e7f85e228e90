"""One notepad file: its title, its purpose and its entries, with what is open and what is closed."""

from sisyphus.model.deferred import replace
from sisyphus.model.notepad import Notepad
from sisyphus.parse.notepads.blocks import Block, blocks_of, has_content, is_content
from sisyphus.parse.notepads.commits import find_commits
from sisyphus.parse.notepads.entries import Walk
from sisyphus.parse.notepads.names import is_report, kind_of, reading_of
from sisyphus.parse.notepads.outline import Section, parse_outline
from sisyphus.parse.notepads.stamp import parse_stamp
from sisyphus.parse.notepads.succession import close_earlier
from sisyphus.parse.notepads.words import first_sentence, is_none, must_act


def parse_notepad(text: str, path: str) -> Notepad:
    """Read one notepad. Any text gives a Notepad; a report gives one without entries.

    Entry dates are aware datetimes where the author gave a zone, else plain dates: the two do not compare.
    """
    kind = kind_of(path)
    root, findings = parse_outline(text, path)
    head = _head(root)
    blocks = blocks_of(head.lines)
    purpose = _purpose(head, blocks)
    report = is_report(path)
    walk = Walk(reading=reading_of(kind), lines=text.split("\n"))
    entries = () if report else close_earlier(walk.entries(root, head, blocks[1:] if purpose else blocks))
    return Notepad(
        kind=kind,
        path=path,
        is_report=report,
        title=head.heading or None,
        purpose=purpose,
        entries=entries,
        findings=findings,
        commits=tuple(find_commits(text)) if report else (),
    )


def _head(root: Section) -> Section:
    """Give the section whose heading is the file's title; the root when there is none."""
    first = root.children[0] if root.children else None
    several = sum(child.level == 1 for child in root.children) > 1
    if first is not None and several and parse_stamp(first.heading).leading:
        return root  # each heading of the first level is an entry
    return first if first is not None and first.level == 1 and not has_content(root) else root


def _purpose(head: Section, blocks: list[Block]) -> str | None:
    """Give the first sentence below the title; `None` when a bullet or a call to act stands there."""
    if (
        not head.heading
        or not blocks
        or blocks[0].bullet
        or blocks[0].text[:1] == "|"
        or must_act(blocks[0].text) is not None
        or parse_stamp(blocks[0].text.split("\n", 1)[0]).leading
    ):
        return None
    quoted = "\n".join(line.removeprefix(">").strip() for line in blocks[0].text.split("\n"))
    text = quoted.strip("*_() ")
    if not text or is_none(text) or not is_content(replace(blocks[0], text=text)):
        return None
    return first_sentence(text)

"""Scenarios on one line: `Tool: Bash | Steps: 1. … 2. … | Expected: …`."""

import re

from sisyphus.parse.commands.names import KEYS, Key

# One sign stands in front, so that the search passes by all places without it.
_PART = re.compile(
    r"[|\uff5c;\uff1b.\u3002\u2192=-]"
    r"(?:(?<=[|\uff5c;\uff1b])\s*|(?<=[.\u3002])\s+|(?<=\s\u2192)\s+|(?<=\s[=-])>\s+)[*_]{0,2}"
    r"(?P<name>[^\W\d_][^\W_]{1,20}(?: [^\W_]{1,20}){0,2})"
    r"(?:\s?\([^()\n]{0,40}\))?[*_]{0,2}\s?[:\uff1a](?![:/\\])[*_]{0,2}[ \t]*"
)
_PARTS = frozenset({Key.STEPS, Key.EXPECTED, Key.ASIDE})


GHERKIN = ("Given ", "When ", "Then ", "And ", "But ")
"""The words that begin a step of a scenario in that language."""
_STEP_NUMBER = re.compile(r"(?:(?<=\s)|^)(\d{1,2})[.)]\s+")
_FEWEST = 2


def may_split(text: str) -> bool:
    """Whether a text may hold more than one part or step: most hold no sign of it."""
    if ":" not in text and "\uff1a" not in text:
        return text[:1] == "1"
    # One after the other, which is far quicker than a loop over them.
    between = "." in text or "|" in text or ";" in text or ">" in text
    return between or text[:1] == "1" or not text.isascii()


def split_parts(text: str) -> list[tuple[str, str, int]]:
    """Return the parts of a text that begin with a key: name, text, lines above it; the first has no name.

    Nothing in backticks is split. `; failure: …` begins another scenario, with a command of its own.
    """
    cuts: list[tuple[int, int, str]] = []
    ticks = counted = 0
    for match in _PART.finditer(text) if ":" in text or "\uff1a" in text else ():
        ticks += text.count("`", counted, match.start())
        counted = match.start()
        name = match["name"].casefold()
        if ticks % 2 == 0 and KEYS.get(name) in _PARTS and name != "failure":
            cuts.append((match.start(), match.end(), name))
    if not cuts:
        return [("", text, 0)]
    ends = [start for start, _, _ in cuts[1:]] + [len(text)]
    return [
        ("", text[: cuts[0][0]].rstrip(), 0),
        *(
            (name, text[at:end].strip(), text.count("\n", 0, at))
            for (_, at, name), end in zip(cuts, ends, strict=True)
        ),
    ]


def split_steps(text: str) -> list[str]:
    """Return the steps of `1. this 2. that`; none where a text holds fewer than two."""
    if "\n" in text or not text.startswith("1"):
        return []
    cuts: list[re.Match[str]] = []
    ticks = counted = 0
    for match in _STEP_NUMBER.finditer(text):
        ticks += text.count("`", counted, match.start())
        counted = match.start()
        if ticks % 2 == 0 and int(match[1]) == len(cuts) + 1:
            cuts.append(match)
    if len(cuts) < _FEWEST or cuts[0].start():
        return []
    ends = [m.start() for m in cuts[1:]] + [len(text)]
    return [text[m.end() : end].strip() for m, end in zip(cuts, ends, strict=True)]

"""Comments with which an author silences rules: `<!-- sisyphus: ignore RULE, RULE (reason) -->`.

In a line of text it counts for that line; alone on its line for the next line that is not blank, and for the
whole of a code fence that begins there. `ignore-file` counts for the plan. Without a rule it takes back all.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from sisyphus.model.lint import Silence, Silences

_COMMENT = re.compile(r"<!--\s*sisyphus:\s*ignore(?P<file>-file)?(?P<rules>(?:\s[^>]{0,400})?)-->")
_RULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_CLOSING = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*")
_EVERY_LINE = 1 << 40
_MOST_TRIED = 50
"""Lines that might close a fence, and do not fit it."""


def read_silences(lines: Sequence[str]) -> Silences:
    """Read what comments take back."""
    comments = tuple(find_silences(lines))
    spans: dict[str, list[tuple[int, int]]] = {}
    for comment in comments:
        span = (comment.first, comment.last) if comment.last else (0, _EVERY_LINE)
        for rule in comment.rules or ("",):
            spans.setdefault(rule, []).append(span)
    reach = {rule: sorted(found) for rule, found in spans.items()}
    return Silences(
        comments=comments,
        reach={
            rule: (tuple(first for first, _ in found), tuple(accumulate((last for _, last in found), max)))
            for rule, found in reach.items()
        },
    )


def find_silences(lines: Sequence[str]) -> Iterator[Silence]:
    """Yield what comments take back, in file order."""
    closing = [n for n, text in enumerate(lines, 1) if _CLOSING.fullmatch(text)]
    waiting: list[tuple[int, re.Match[str]]] = []
    for number, text in enumerate(lines, 1):
        found = list(_COMMENT.finditer(text)) if "<!--" in text else []
        alone = not (_COMMENT.sub("", text) if found else text).strip()
        if waiting and not alone:
            end = _end(lines, number, closing)
            for line, match in waiting:
                yield _silence(match, line, end)
            waiting.clear()
        for match in found:
            if alone:
                waiting.append((number, match))
            else:
                yield _silence(match, number, number)
    for line, match in waiting:
        yield _silence(match, line, line)


def _silence(match: re.Match[str], line: int, last: int) -> Silence:
    named = match["rules"].partition("(")[0].casefold()
    first, last = (0, 0) if match["file"] else (line, last)
    return Silence(line=line, rules=tuple(_RULE.findall(named)), first=first, last=last)


def _end(lines: Sequence[str], number: int, closing: Sequence[int]) -> int:
    """Return the line that closes the fence which line `number` opens; `number` where it opens none."""
    fence = _FENCE.match(lines[number - 1])
    if fence is None:
        return number
    after = bisect_right(closing, number)
    fitting = (line for line in closing[after : after + _MOST_TRIED] if fence[1] in lines[line - 1])
    return next(fitting, number)

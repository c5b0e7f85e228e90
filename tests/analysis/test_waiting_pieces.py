"""What is looked for before a pattern is matched: no text may be found that holds none of it.

The patterns are taken apart, so that this is shown for every text, not for some.
"""

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from sisyphus.analysis.blocker_rules.waiting import FORMS, Wait
from sisyphus.analysis.blocker_rules.waiting_languages import PIECES

HELD = "\0held"
"""Stands for all that holds a piece."""
GAP = "\0"
"""Stands for what is not followed: any characters or none."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
_EMPTY = frozenset({"AT", "ASSERT", "ASSERT_NOT"})


def without_any(pattern: str, pieces: Sequence[str]) -> set[str]:
    """The texts, gaps and all, that a pattern finds and that hold none of the pieces for sure."""
    tree: Any = importlib.import_module("re._parser").parse(pattern, re.IGNORECASE)
    return texts(tree, pieces) - {HELD}


def texts(nodes: Iterable[tuple[Any, Any]], pieces: Sequence[str]) -> set[str]:
    """The texts that a sequence of nodes can match."""
    found = {""}
    for node in nodes:
        following = set(of_node(*node, pieces))
        found = {
            HELD if HELD in {before, after} or any(p in before + after for p in pieces) else before + after
            for before in found
            for after in following
        }
    return found


def of_node(kind: Any, given: Any, pieces: Sequence[str]) -> Iterator[str]:  # noqa: ANN401 - of the parser
    name = str(kind)
    if name == "LITERAL":
        yield chr(given).casefold()
    elif name == "IN" and all(str(k) == "LITERAL" for k, _ in given):
        yield from {chr(c).casefold() for _, c in given}
    elif name == "SUBPATTERN":
        yield from texts(given[-1], pieces)
    elif name == "BRANCH":
        for branch in given[1]:
            yield from texts(branch, pieces)
    elif name in _REPEATS:
        least, most, inner = given
        yield from ("",) if least == 0 else ()
        some = texts(inner, pieces)
        yield from some if int(most) == 1 else {t if t == HELD else GAP + t + GAP for t in some}
    else:
        yield "" if name in _EMPTY else GAP


@pytest.mark.parametrize(("wait", "pieces", "pattern"), FORMS, ids=[w.event.name for w, *_ in FORMS])
def test_no_text_is_found_that_holds_no_piece(
    wait: Wait, pieces: tuple[str, ...], pattern: re.Pattern[str]
) -> None:
    assert wait.event in PIECES
    assert without_any(pattern.pattern, pieces) == set()


def test_every_piece_is_in_lower_case() -> None:
    assert [p for _, pieces, _ in FORMS for p in pieces if p != p.casefold()] == []


@pytest.mark.parametrize(
    ("pattern", "pieces", "left"),
    [
        ("pushed?", ("push",), set()),
        ("PUSH(?:ed)?", ("push",), set()),
        ("push|deploy", ("push",), {"deploy"}),
        ("pu(?:sh)?", ("push",), {"pu"}),
        ("pu[st]h", ("push",), {"puth"}),
        ("pu.sh", ("push",), {"pu\0sh"}),
        ("(?<!no )push", ("no ",), {"push"}),
        ("(?:push )*x", ("push",), {"x"}),
        ("(?:push ){1,3}x", ("push",), set()),
    ],
)
def test_the_proof_can_fail(pattern: str, pieces: tuple[str, ...], left: set[str]) -> None:
    assert without_any(pattern, pieces) == left

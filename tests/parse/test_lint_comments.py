"""Where a comment that silences rules counts."""

import pytest

from sisyphus.parse.lint_comments import find_silences, read_silences
from tests.growth import WORST, lines_run


def reach(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(s.first, s.last, s.rules) for s in find_silences(text.split("\n"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] 1. A <!-- sisyphus: ignore no-check -->\nb", [(1, 1, ("no-check",))]),
        ("<!-- sisyphus: ignore no-check -->\n\n- [ ] 1. A", [(1, 3, ("no-check",))]),
        ("<!--sisyphus:ignore a, b-c (as it is, really)-->\nx", [(1, 2, ("a", "b-c"))]),
        ("<!-- sisyphus: ignore -->\nx", [(1, 2, ())]),
        ("<!-- sisyphus: ignore-file no-check -->\nx\ny", [(0, 0, ("no-check",))]),
        ("<!-- sisyphus: ignore a -->\n  ```sh\n  x\n\n  y\n  ```\nz", [(1, 6, ("a",))]),
        ("<!-- sisyphus: ignore a -->\n```sh\nx", [(1, 2, ("a",))]),
        ("<!-- sisyphus: ignore a -->\n<!-- sisyphus: ignore b -->\nx", [(1, 3, ("a",)), (2, 3, ("b",))]),
        ("x <!-- sisyphus: ignore a --> y <!-- sisyphus: ignore b -->", [(1, 1, ("a",)), (1, 1, ("b",))]),
        ("<!-- sisyphus: ignore a -->", [(1, 1, ("a",))]),
        ("<!-- sisyphus: ignored a -->", []),
        ("<!-- ignore a -->", []),
        ("sisyphus: ignore a", []),
    ],
)
def test_reach(text: str, expected: list[tuple[int, int, tuple[str, ...]]]) -> None:
    assert reach(text) == expected


def test_what_is_covered() -> None:
    text = (
        "<!-- sisyphus: ignore a -->\n```\nx\n```\ny <!-- sisyphus: ignore b -->\nz <!-- sisyphus: ignore -->"
    )
    found = read_silences(text.split("\n"))
    assert [line for line in range(8) if found.cover("a", line)] == [1, 2, 3, 4, 6]
    assert [line for line in range(8) if found.cover("b", line)] == [5, 6]
    whole = read_silences(["<!-- sisyphus: ignore-file a -->", "<!-- sisyphus: ignore a -->"])
    assert all(whole.cover("a", line) for line in (0, 1, 9999))
    assert not whole.cover("b", 1)


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- sisyphus: ignore a -->\n",
        "x <!-- sisyphus: ignore a -->",
        "<!-- sisyphus: ignore a -->\n\n```sh\n",
        "<!-- sisyphus: ignore ",
    ],
)
def test_twice_the_comments_are_twice_the_work(piece: str) -> None:
    once, twice = (piece * n for n in (200, 400))
    assert lines_run(lambda: reach(twice)) < WORST * lines_run(lambda: reach(once))

"""Lines of a plan that say what is aimed at."""

import pytest

from sisyphus.parse.plan import parse_plan


def aims(text: str) -> list[tuple[int, str]]:
    return [(a.line, a.text) for a in parse_plan(text.encode(), "p.md").aims]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# P\n\n## Core Objective\nReduce it\nby 40%\n", [(4, "Reduce it by 40%")]),
        ("*Target*: Job < 4 minutes\n", [(1, "Job < 4 minutes")]),
        ("- **Goal**: coverage >= 90 %\n", [(1, "coverage >= 90 %")]),
        ("- # Goal: none of it by hand\n  more\n", [(1, "none of it by hand")]),
        ("-\n  Goal: once\n", [(2, "once")]),
        ("some words\nTarget: < 5 s\n", [(2, "< 5 s")]),
        ("目标：覆盖率 >= 90%\n", [(1, "覆盖率 >= 90%")]),
        ("Target audience: everybody\n", []),
        ("```\nTarget: no\n```\n", []),
        ("Target:\n", []),
        (f"Target: {'x' * 500}\n", []),
        ("## Objective\n\n```\ncode\n```\n", []),
    ],
)
def test_aims(text: str, found: list[tuple[int, str]]) -> None:
    assert aims(text) == found

"""How far a commit has come, for each way that a repository can stand."""

from dataclasses import replace

import pytest

from sisyphus.analysis.linking.landing import judge_landing
from sisyphus.model.judgement import Landing
from tests.analysis.link_builders import commit

MADE = commit("work", "a.py")


@pytest.mark.parametrize(
    ("pushed", "on_default", "pushed_to", "landed_as", "landing"),
    [
        (False, False, (), None, Landing.LOCAL),
        (False, True, (), None, Landing.LOCAL),  # on main here, and nowhere else
        (True, False, ("origin/side",), None, Landing.PUSHED),
        (True, True, ("origin/side",), None, Landing.PUSHED),  # merged into main here, main not pushed
        (True, True, ("origin/main", "origin/side"), None, Landing.LANDED),
        (True, True, (), None, Landing.LANDED),  # where it was pushed to was not looked at
        (False, False, (), "b" * 40, Landing.REWRITTEN),  # squashed, and the branch deleted
        (True, False, ("origin/side",), "b" * 40, Landing.REWRITTEN),
        (True, True, ("origin/main",), "b" * 40, Landing.LANDED),
        (None, True, (), None, Landing.UNKNOWN),
    ],
)
def test_with_a_remote(
    *, pushed: bool | None, on_default: bool | None, pushed_to: tuple[str, ...], landed_as: str | None,
    landing: Landing,
) -> None:  # fmt: skip
    made = replace(MADE, pushed=pushed, on_default=on_default, pushed_to=pushed_to, landed_as=landed_as)
    assert judge_landing(made, "main", "origin") is landing


@pytest.mark.parametrize(
    ("on_default", "landed_as", "landing"),
    [
        (True, None, Landing.LANDED),
        (False, None, Landing.LOCAL),
        (None, None, Landing.UNKNOWN),
        (False, "b" * 40, Landing.REWRITTEN),
    ],
)
def test_without_a_remote(*, on_default: bool | None, landed_as: str | None, landing: Landing) -> None:
    made = replace(MADE, pushed=None, on_default=on_default, landed_as=landed_as)
    assert judge_landing(made, "main", None) is landing

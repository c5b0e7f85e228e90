"""Lists in running text."""

import pytest

from sisyphus.model.first_few import first_few


@pytest.mark.parametrize(
    ("names", "sign", "shown"),
    [
        ([], ",", ""),
        (["a"], ",", "a"),
        (["a", "b"], ",", "a, b"),
        (["a", "b", "c", "d"], ",", "a, b and 2 more"),
        (["a", "b", "c"], ";", "a; b; and 1 more"),
    ],
)
def test_what_is_left_out_is_counted(names: list[str], sign: str, shown: str) -> None:
    assert first_few(names, 2, sign) == shown

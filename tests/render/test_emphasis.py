"""Bold words without their stars; code is not touched."""

import pytest

from sisyphus.render.emphasis import unmarked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Deploy Gate** — after review", "Deploy Gate — after review"),
        ("F1. **Plan** and **more**", "F1. Plan and more"),
        ("**Update `a.py`** now", "Update `a.py` now"),
        ("`f(**options)` and `g(**rest)`", "`f(**options)` and `g(**rest)`"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("call(**options)", "call(**options)"),
        ("__init__.py", "__init__.py"),
        ("**", "**"),
        ("****", "****"),
    ],
)
def test_bold_is_shown_as_words(text: str, shown: str) -> None:
    assert unmarked(text) == shown


@pytest.mark.parametrize("piece", ["**", "**a", "** ", "`**", "**`a` "])
def test_long_lines_end(piece: str) -> None:
    unmarked(piece * 20_000)

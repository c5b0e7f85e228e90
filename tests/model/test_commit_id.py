"""What is a commit id in prose, and what only looks like one."""

import pytest

from sisyphus.model.claim import ClaimKind
from sisyphus.model.commit_id import find_commit_ids
from sisyphus.parse.claims import find_claims


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Commit `7dfc6db`, then 0A1B2C3", ["7dfc6db", "0a1b2c3"]),
        ("Commit 1234567", ["1234567"]),
        ("in commit: `1234567` and", ["1234567"]),
        ("SHA: 12345678", ["12345678"]),
        ("提交：1234567", ["1234567"]),
        ("1234567 lines", []),
        ("commits in all: 1234567", []),
        ("commit 20260301", []),
        ("commit deadbee", []),
        ("Commit 1234567890123456789012345678901234567890", ["1234567890123456789012345678901234567890"]),
        ("commit 123456", []),
    ],
)
def test_an_id_of_digits_alone_is_known_by_the_word_before_it(text: str, ids: list[str]) -> None:
    assert list(find_commit_ids(text)) == ids


def test_a_report_may_name_such_a_commit() -> None:
    claims = find_claims("**Commit**: `1234567`\n\n- `1234567` lines were counted\n", "r.md")
    assert [(c.kind, c.sha) for c in claims] == [(ClaimKind.COMMIT, "1234567")]

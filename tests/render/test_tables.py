"""Each table of words covers what it stands for."""

from collections.abc import Collection
from enum import Enum

import pytest

from sisyphus.analysis.verification import WHY_NOT_WORDS
from sisyphus.model.check import Assertion, AssertionKind, Expectation, WhyNot
from sisyphus.model.judgement import Owner, Phase, Proven, Standing
from sisyphus.model.plan import Role, State
from sisyphus.parse.plans.field_names import FIELD_NAMES, Field
from sisyphus.parse.plans.section_names import GROUP, SECTION_NAMES, TASK_HEADING, SectionKind
from sisyphus.parse.plans.status_words import STATUS_WORDS
from sisyphus.render.assertions import expectation_words
from sisyphus.render.text_checks import STANDING_STYLES
from sisyphus.render.words import (
    OWNER_WORDS,
    PHASE_STYLES,
    PHASE_WORDS,
    PROVEN_STYLES,
    ROLE_RULES,
    ROLE_WORDS,
    STATE_SIGNS,
    STATE_STYLES,
)

TABLES: list[tuple[Collection[str], type[Enum]]] = [
    (PHASE_WORDS, Phase),
    (PHASE_STYLES, Phase),
    (ROLE_WORDS, Role),
    (ROLE_RULES, Role),
    (STATE_SIGNS, State),
    (STATE_STYLES, State),
    (OWNER_WORDS, Owner),
    (PROVEN_STYLES, Proven),
    (STANDING_STYLES, Standing),
    (WHY_NOT_WORDS, WhyNot),
]
WORDS: list[Collection[str]] = [
    t.values() for t in (PHASE_WORDS, ROLE_WORDS, ROLE_RULES, STATE_SIGNS, OWNER_WORDS, WHY_NOT_WORDS)
]


@pytest.mark.parametrize(("table", "kinds"), TABLES)
def test_a_table_has_a_row_for_every_member(table: Collection[str], kinds: type[Enum]) -> None:
    assert set(table) == {kind.value for kind in kinds}


@pytest.mark.parametrize("words", WORDS)
def test_no_two_members_read_alike(words: Collection[str]) -> None:
    assert len(set(words)) == len(words)
    assert all(words)


@pytest.mark.parametrize("kind", AssertionKind)
def test_every_assertion_reads_with_its_figures(kind: AssertionKind) -> None:
    assertion = Assertion(kind=kind, equals=7, op=">=", value=806.0, text="TEXT", pattern="PAT", path="PATH")
    words = expectation_words(Expectation(text=None, assertions=(assertion,), understood=True))
    assert words
    assert "{" not in words
    figures = {"exit_code": "7", "stdout_number": ">= 806", "tests_passed": ">= 806", "failures": ">= 806"}
    texts = {
        "stdout_contains": "TEXT",
        "stdout_equals": "TEXT",
        "stdout_matches": "PAT",
        "file_exists": "PATH",
    }
    assert (figures | texts).get(kind, "") in words


def test_every_section_kind_has_names_or_a_pattern() -> None:
    by_pattern = {SectionKind.GROUP: GROUP, SectionKind.TASK: TASK_HEADING, SectionKind.UNKNOWN: None}
    assert set(SECTION_NAMES) == set(SectionKind) - set(by_pattern)
    assert all(names.strip() for names in SECTION_NAMES.values())


def test_every_state_has_its_words() -> None:
    assert set(STATUS_WORDS) == set(State)
    assert [state for state, words in STATUS_WORDS.items() if not words] == [State.OTHER]


def test_every_field_has_names() -> None:
    assert set(FIELD_NAMES) == set(Field)
    assert all(FIELD_NAMES.values())

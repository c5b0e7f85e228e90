"""boulder.json: everything that can be wrong with it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.errors import InputError
from sisyphus.model.work import Boulder
from sisyphus.parse.boulder import parse_boulder

PLAN = ".omo/plans/garden.md"


def read(value: object) -> Boulder:
    return parse_boulder(json.dumps(value, indent=2), "boulder.json")


def rules(boulder: Boulder) -> list[str]:
    return [finding.rule for finding in boulder.findings]


def work(**fields: object) -> dict[str, object]:
    return {"active_plan": PLAN, "plan_name": "garden", "status": "active", **fields}


@pytest.mark.parametrize("entry", [None, [], "garden", 3, True])
def test_odd_entries_are_skipped_and_said(entry: object) -> None:
    boulder = read({"works": {"a": entry, "b": work()}})
    assert [w.work_id for w in boulder.works] == ["b"]
    assert rules(boulder) == ["boulder-entry"]
    assert boulder.findings[0].source.line == 3


def test_entry_without_a_plan_is_skipped() -> None:
    boulder = read({"works": {"a": {"status": "active"}}})
    assert boulder.works == ()
    assert rules(boulder) == ["boulder-entry", "boulder-empty"]


def test_list_of_works_is_read() -> None:
    boulder = read({"works": [work(work_id="x"), work()]})
    assert [w.work_id for w in boulder.works] == ["x", "work-2"]
    assert rules(boulder) == ["boulder-dialect"]


def test_key_beats_the_entrys_own_id() -> None:
    boulder = read({"works": {"a": work(work_id="b")}})
    assert boulder.works[0].work_id == "a"
    assert rules(boulder) == ["boulder-entry"]


def test_active_id_of_no_work_is_kept_and_said() -> None:
    boulder = read({"active_work_id": "gone", "works": {"a": work()}})
    assert boulder.active_work_id == "gone"
    assert rules(boulder) == ["boulder-active"]
    assert read({"active_work_id": 7, "works": {"a": work()}}).active_work_id is None


def test_unknown_status_is_kept() -> None:
    boulder = read({"works": {"a": work(status="in_progress"), "b": work(status=None), "c": work(status=[])}})
    assert [w.status for w in boulder.works] == ["in_progress", "active", "unknown"]
    assert rules(boulder) == ["boulder-field"]


@pytest.mark.parametrize(
    "recorded", ["soon", "2026-13-40", True, [], 1e300, -(10**20), "0001-01-01T00:00:00+14:00"]
)
def test_what_is_no_time_is_said(recorded: object) -> None:
    boulder = read({"works": {"a": work(updated_at=recorded)}})
    assert boulder.works[0].updated_at is None
    assert rules(boulder) == ["boulder-field"]


def test_empty_object_has_no_work() -> None:
    boulder = read({})
    assert (boulder.works, boulder.active_work_id) == ((), None)
    assert rules(boulder) == ["boulder-empty"]


def test_mark_before_the_json_is_ignored() -> None:
    assert parse_boulder("\ufeff" + json.dumps({"active_plan": PLAN}), "b").works[0].plan_name == "garden"


@pytest.mark.parametrize(
    "text", ["", "[]", "null", '"x"', "3", "{", '{"works": {"a": ', "{'a': 1}", "[" * 100_000]
)
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_boulder(text, "boulder.json")
    assert caught.value.message.startswith("boulder.json:")
    assert caught.value.fix


def test_broken_json_is_named_by_line() -> None:
    with pytest.raises(InputError, match=r"^boulder\.json:3: broken JSON"):
        parse_boulder('{\n  "a": 1,\n  oops\n}', "boulder.json")


def test_deep_json_is_refused_not_crashed() -> None:
    with pytest.raises(InputError, match="nested too deep"):
        parse_boulder('{"a":' * 100_000 + "1" + "}" * 100_000, "boulder.json")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"plan_name": "a", "x": NaN}', "NaN"),
        ('{"plan_name": "a", "x": -Infinity}', "Infinity"),
        ('{"plan_name": "a", "x": ' + "9" * 10_000 + "}", "10000 digits"),
        ('{"plan_name": "b", "plan_name": "a"}', "'plan_name' stands twice"),
    ],
)
def test_json_oddities_are_said(text: str, said: str) -> None:
    boulder = parse_boulder(text, "boulder.json")
    assert [w.plan_name for w in boulder.works] == ["a"]
    assert rules(boulder) == ["json-oddity"]
    assert said in boulder.findings[0].message


def test_lone_surrogates_cannot_break_output() -> None:
    boulder = parse_boulder(
        '{"works": {"\\ud800": {"plan_name": "\\udfff\\u0000x", "session_ids": ["\\ud801"]}}}', "b"
    )
    (only,) = boulder.works
    assert (only.work_id, only.plan_name, only.session_ids) == ("\ufffd", "\ufffd\ufffdx", ("\ufffd",))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "active_plan",
        "plan_name",
        "status",
        "works",
        "active_work_id",
        "session_ids",
        "started_at",
        "worktree_path",
    ]
)


@given(st.text())
def test_any_text_gives_a_boulder_or_a_named_error(text: str) -> None:
    try:
        parse_boulder(text, "boulder.json")
    except InputError as error:
        named = error.message.startswith("boulder.json")
    else:
        named = True
    assert named


@given(st.dictionaries(KEYS, JSON | st.dictionaries(st.text(), st.dictionaries(KEYS, JSON))))
def test_any_object_gives_a_boulder(value: dict[str, object]) -> None:
    boulder = parse_boulder(json.dumps(value), "boulder.json")
    for found in boulder.works:
        assert found.plan_name
        found.work_id.encode()

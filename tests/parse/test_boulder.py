"""boulder.json: every era and dialect, and everything that can be wrong with it."""

import json
from datetime import UTC, datetime

import pytest

from sisyphus.model.work import Boulder
from sisyphus.parse.boulder import parse_boulder

PLAN = ".omo/plans/garden.md"


def read(value: object) -> Boulder:
    return parse_boulder(json.dumps(value, indent=2), "boulder.json")


def rules(boulder: Boulder) -> list[str]:
    return [finding.rule for finding in boulder.findings]


def work(**fields: object) -> dict[str, object]:
    return {"active_plan": PLAN, "plan_name": "garden", "status": "active", **fields}


def test_first_era_gives_one_work() -> None:
    boulder = read(
        {
            "active_plan": "/home/ann/app/.sisyphus/plans/garden.md",
            "started_at": "2026-01-09T10:00:00.125Z",
            "session_ids": ["ses_1", "ses_2", "ses_1"],
            "plan_name": "garden",
        }
    )
    (only,) = boulder.works
    assert only.work_id == "garden-legacy"
    assert only.status == "active"
    assert only.started_at == datetime(2026, 1, 9, 10, 0, 0, 125000, UTC)
    assert only.session_ids == ("ses_1", "ses_2")
    assert only.ended_at is None
    assert boulder.active_work_id is None
    assert boulder.active == (only,)
    assert boulder.findings == ()


def test_first_era_with_invented_keys_keeps_status_and_end() -> None:
    boulder = read(
        {
            "active_plan": PLAN,
            "created_at": "2026-02-01T10:00:00Z",
            "completed_at": "2026-02-01T21:45:00Z",
            "status": "Completed",
            "completion_percentage": 96,
        }
    )
    (only,) = boulder.works
    assert (only.plan_name, only.status) == ("garden", "completed")
    assert only.started_at == datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert only.ended_at == datetime(2026, 2, 1, 21, 45, tzinfo=UTC)
    assert boulder.active == ()


def test_second_schema_gives_all_works() -> None:
    boulder = read(
        {
            "schema_version": 2,
            "active_work_id": "b",
            "works": {"a": work(status="completed"), "b": work(updated_at="2026-06-01T08:00:00Z")},
            "active_plan": PLAN,
            "plan_name": "garden",
            "status": "active",
        }
    )
    assert [(w.work_id, w.status) for w in boulder.works] == [("a", "completed"), ("b", "active")]
    assert boulder.active_work_id == "b"
    assert boulder.findings == ()


def test_null_active_id_is_not_invented() -> None:
    boulder = read(
        {"schema_version": 2, "active_work_id": None, "works": {"garden": work(status="completed")}}
    )
    assert boulder.active_work_id is None
    assert boulder.works[0].started_at is None
    assert boulder.findings == ()


def test_mirror_that_disagrees_is_said_and_the_work_counts() -> None:
    boulder = read(
        {"active_work_id": "a", "works": {"a": work()}, "status": "completed", "plan_name": "shed"}
    )
    assert boulder.works[0].status == "active"
    assert rules(boulder) == ["boulder-mirror", "boulder-mirror"]
    assert "'shed'" in boulder.findings[0].message
    assert "'completed'" in boulder.findings[1].message


def test_mirror_of_no_named_work_is_held_against_the_latest() -> None:
    works = {
        "old": work(updated_at="2026-06-01T00:00:00Z", status="paused"),
        "new": work(updated_at="2026-06-02T00:00:00Z", status="completed"),
    }
    assert rules(read({"works": works, "plan_name": "garden", "status": "completed"})) == []
    assert rules(read({"works": works, "plan_name": "garden", "status": "paused"})) == ["boulder-mirror"]


def test_sessions_differ_by_prefix_only_is_no_difference() -> None:
    value = {"works": {"a": work(session_ids=["opencode:ses_1"])}, "session_ids": ["ses_1"]}
    assert read(value).findings == ()


@pytest.mark.parametrize(
    ("recorded", "bare"),
    [
        ("opencode:ses_1", "ses_1"),
        ("sherry:ses_1", "ses_1"),
        ("a:b:c", "b:c"),
        ("ses_1", "ses_1"),
        ("x:", "x:"),
    ],
)
def test_one_prefix_is_stripped(recorded: str, bare: str) -> None:
    assert read({"works": {"a": work(session_ids=[recorded])}}).works[0].session_ids == (bare,)


@pytest.mark.parametrize(
    ("recorded", "moment"),
    [
        ("2026-05-30T07:55:05Z", datetime(2026, 5, 30, 7, 55, 5, tzinfo=UTC)),
        ("2026-05-30T07:55:05.1234567+02:00", datetime(2026, 5, 30, 5, 55, 5, 123456, UTC)),
        ("2026-05-30 07:55", datetime(2026, 5, 30, 7, 55, tzinfo=UTC)),
        ("2026-05-30", datetime(2026, 5, 30, tzinfo=UTC)),
        (1780127705000, datetime(2026, 5, 30, 7, 55, 5, tzinfo=UTC)),
        (1780127705, datetime(2026, 5, 30, 7, 55, 5, tzinfo=UTC)),
        (None, None),
        ("", None),
    ],
)
def test_times_are_read_tolerantly(recorded: object, moment: datetime | None) -> None:
    boulder = read({"works": {"a": work(updated_at=recorded)}})
    assert boulder.works[0].updated_at == moment
    assert boulder.findings == ()


def test_windows_path_names_the_plan() -> None:
    boulder = read({"active_plan": "C:\\work\\app\\.sisyphus\\plans\\garden.md"})
    assert boulder.works[0].plan_name == "garden"
    assert boulder.works[0].active_plan.startswith("C:\\")


def test_plan_name_beside_another_file_is_said() -> None:
    assert rules(read({"works": {"a": work(plan_name="shed")}})) == ["boulder-plan-name"]


def test_worktree_path_is_trimmed() -> None:
    boulder = read({"works": {"a": work(worktree_path="  "), "b": work(worktree_path=" ../wt ")}})
    assert [w.worktree_path for w in boulder.works] == [None, "../wt"]

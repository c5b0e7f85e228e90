import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sisyphus.adapters.trust import Matter, TrustStore, repository_id
from sisyphus.errors import InputError, MachineError, UsageError
from sisyphus.model.check import Assertion, AssertionKind, Check, Expectation, Origin, WhyNot

CHECK = Check(
    id="c-0123456789",
    task="todo:1",
    label="1",
    origin=Origin.ACCEPTANCE,
    path="plans/p.md",
    line=3,
    command="make test",
    context=("cd app",),
    expect=Expectation(text="PASS", assertions=(), understood=True),
    runnable=True,
)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_nothing_is_trusted_at_first_and_looking_writes_nothing(root: Path) -> None:
    store = TrustStore(root)
    assert store.trusted([KEY]) == set()
    assert store.entries() == ()
    assert not store.revoke(KEY)
    assert not (root.parent / "state").exists()


def test_allowing_and_revoking(root: Path) -> None:
    store = TrustStore(root)
    store.allow(KEY, "make test", NOW)
    assert TrustStore(root).trusted([KEY, OTHER]) == {KEY}
    assert [(entry.key, entry.allowed, entry.description, entry.at) for entry in store.entries()] == [
        (KEY, True, "make test", NOW)
    ]
    assert store.revoke(KEY)
    assert store.trusted([KEY]) == set()


def test_a_decision_that_goes_while_others_are_read_is_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = TrustStore(root)
    for key in (KEY, OTHER):
        store.allow(key, "x", NOW)
    listed = os.listdir(store.path)  # noqa: PTH208 - as the store asks
    assert store.revoke(KEY)
    with monkeypatch.context() as patch:
        patch.setattr("sisyphus.adapters.trust.os.listdir", lambda _: listed)
        assert store.trusted([KEY, OTHER]) == {OTHER}


def test_the_longest_command_is_read_again(root: Path) -> None:
    matter = Matter(
        repository="r", folder="/f", plan="p", task=None, line=1, text="\U0001f600" * 200_000, commit=None
    )
    TrustStore(root).allow(KEY, "\U0001f600" * 9000, NOW, matter)
    assert TrustStore(root).trusted([KEY]) == {KEY}


def test_a_denial_wins(root: Path) -> None:
    store = TrustStore(root)
    store.allow(KEY, "x", NOW)
    store.deny(KEY, "x", NOW + timedelta(seconds=1))
    assert store.trusted([KEY]) == set()
    assert [entry.allowed for entry in store.entries()] == [False]
    with pytest.raises(UsageError, match="denied"):
        store.allow(KEY, "x", NOW)
    store.revoke(KEY)
    assert store.entries() == ()
    store.allow(KEY, "x", NOW)
    assert store.trusted([KEY]) == {KEY}


def test_the_store_is_ours_alone(root: Path) -> None:
    store = TrustStore(root)
    store.allow(KEY, "x\x1b[31m\udcff", NOW)
    (path,) = store.path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert store.path.stat().st_mode & 0o777 == 0o700
    assert b"\x1b" not in path.read_bytes()


@pytest.mark.parametrize("which", ["file", "folder", "home"])
def test_a_store_that_others_may_write_is_refused(root: Path, which: str) -> None:
    store = TrustStore(root)
    store.allow(KEY, "x", NOW)
    path = {"file": store.path / f"{KEY}.allow", "folder": store.path, "home": store.home}[which]
    path.chmod(0o770)
    with pytest.raises(MachineError, match="others may write it") as caught:
        store.trusted([KEY])
    assert caught.value.fix == f"chmod go-w {path}"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_store_of_another_user_is_refused(root: Path) -> None:
    store = TrustStore(root)
    store.allow(KEY, "x", NOW)
    os.chown(store.path / f"{KEY}.allow", 12345, -1)
    with pytest.raises(MachineError, match="belongs to another user"):
        store.trusted([KEY])


def test_links_are_not_followed(root: Path) -> None:
    store = TrustStore(root)
    store.allow(OTHER, "x", NOW)
    (root / "planted").write_text(
        json.dumps({"key": KEY, "decision": "allow", "description": "", "at": "2026-01-01"})
    )
    (store.path / f"{KEY}.allow").symlink_to(root / "planted")
    with pytest.raises(MachineError, match="symbolic link"):
        store.trusted([KEY])
    assert store.trusted([OTHER]) == {OTHER}


def test_a_linked_folder_is_not_followed(root: Path) -> None:
    (root / "planted").mkdir(mode=0o700)
    store = TrustStore(root)
    store.home.mkdir(parents=True, mode=0o700)
    store.path.symlink_to(root / "planted")
    with pytest.raises(MachineError, match="symbolic link"):
        store.trusted([KEY])
    with pytest.raises(MachineError, match="symbolic link"):
        store.allow(KEY, "x", NOW)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", '{"key": "other"}', "[" * 100_000, "\x00", '{"key": NaN, "decision": 1}']
)
def test_a_spoilt_entry_is_said(root: Path, content: str) -> None:
    store = TrustStore(root)
    store.allow(KEY, "x", NOW)
    (store.path / f"{KEY}.allow").write_text(content)
    with pytest.raises(InputError, match="not a decision that we wrote") as caught:
        store.trusted([KEY])
    assert caught.value.fix == "remove the file"


def test_an_entry_under_another_name_allows_nothing(root: Path) -> None:
    store = TrustStore(root)
    store.allow(KEY, "x", NOW)
    (store.path / f"{KEY}.allow").rename(store.path / f"{OTHER}.allow")
    with pytest.raises(InputError, match="speaks of another command"):
        store.trusted([OTHER])


@pytest.mark.parametrize("inside", [".", "state", ".git/deep/state"])
def test_a_state_folder_inside_the_repository_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(root / inside))
    with pytest.raises(InputError, match="inside the repository"):
        TrustStore(root)


def test_a_state_folder_that_a_link_leads_into_the_repository_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "planted").mkdir()
    (root.parent / "link").symlink_to(root / "planted")
    monkeypatch.setenv("XDG_STATE_HOME", str(root.parent / "link"))
    with pytest.raises(InputError, match="inside the repository"):
        TrustStore(root)


def test_a_relative_state_home_is_not_followed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "planted")
    monkeypatch.setenv("HOME", str(root.parent / "home"))
    assert TrustStore(root).home.is_relative_to(root.parent / "home")


@pytest.mark.parametrize("key", ["", "../" + "a" * 61, "A" * 64, "a" * 63])
def test_what_is_no_key(root: Path, key: str) -> None:
    for act in (lambda: TrustStore(root).allow(key, "", NOW), lambda: TrustStore(root).revoke(key)):
        with pytest.raises(UsageError, match="not a trust key"):
            act()


def test_a_place_that_cannot_be_written(root: Path) -> None:
    store = TrustStore(root)
    store.home.parent.mkdir()
    store.home.write_text("a file")
    with pytest.raises((MachineError, InputError)):
        store.allow(KEY, "x", NOW)


# Keys


def base() -> str:
    return TrustStore.key(CHECK, "repo", "plans/p.md")


def test_a_key_is_stable() -> None:
    assert base() == TrustStore.key(replace(CHECK, id="c-other", line=9), "repo", "plans/p.md")
    assert len(base()) == 64


@pytest.mark.parametrize(
    "changed",
    [
        replace(CHECK, command="make  test"),
        replace(CHECK, command="make test\n"),
        replace(CHECK, context=()),
        replace(CHECK, context=("cd", "app")),
        replace(CHECK, shell="sh"),  # noqa: S604 - the check's field, no subprocess
        replace(CHECK, cwd="app"),
        replace(CHECK, timeout_s=1),
        replace(CHECK, task=None),
        replace(CHECK, expect=replace(CHECK.expect, text=None)),
        replace(CHECK, expect=replace(CHECK.expect, understood=False)),
        replace(
            CHECK,
            expect=replace(CHECK.expect, assertions=(Assertion(kind=AssertionKind.EXIT_CODE, equals=0),)),
        ),
        replace(CHECK, command="make test\udcff"),
    ],
)
def test_any_change_makes_another_key(changed: Check) -> None:
    assert TrustStore.key(changed, "repo", "plans/p.md") != base()


def test_an_ordinary_command_s_trust_does_not_cover_its_side_effect() -> None:
    pushes = replace(
        CHECK, runnable=False, needs_own_approval=True, why_not=WhyNot.SIDE_EFFECT, risk="pushes"
    )
    serves = replace(pushes, why_not=WhyNot.LONG_RUNNING)
    keys = {TrustStore.key(c, "r", "p.md") for c in (CHECK, pushes, serves, replace(pushes, risk="deploys"))}
    assert len(keys) == 4


def test_another_repository_or_plan_makes_another_key() -> None:
    assert TrustStore.key(CHECK, "repo2", "plans/p.md") != base()
    assert TrustStore.key(CHECK, "repo", "plans/q.md") != base()


def test_a_repository_is_named_by_its_first_commit_else_its_place(root: Path) -> None:
    assert repository_id("abc", root) == "abc"
    assert repository_id(None, root) == repository_id(None, root / ".." / root.name)
    assert repository_id(None, root) != repository_id(None, root.parent)

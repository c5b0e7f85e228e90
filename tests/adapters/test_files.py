"""Reading what nobody vouches for; writing whole or not at all."""

import errno
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters.append import append_text
from sisyphus.adapters.files import _mode_of, list_markdown, read_file, write_atomically
from sisyphus.errors import Exit, InputError, MachineError, UsageError

LIMIT = 1000

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read and write everything")


def test_reads_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\x00a\r\n")
    assert read_file(tmp_path / "a.md", tmp_path, limit=LIMIT) == b"\xff\x00a\r\n"


def test_limit_is_inclusive(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * LIMIT)
    assert len(read_file(path, tmp_path, limit=LIMIT)) == LIMIT
    path.write_bytes(b"x" * (LIMIT + 1))
    with pytest.raises(InputError, match=r"too large \(1001 bytes; at most 1000"):
        read_file(path, tmp_path, limit=LIMIT)


def test_missing_file_is_usage_for_the_user_and_input_for_us(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_file(tmp_path / "a.md", None, limit=LIMIT)
    with pytest.raises(InputError, match="gone"):
        read_file(tmp_path / "a.md", tmp_path, limit=LIMIT)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="no such file"):
        read_file(tmp_path / "file" / "a.md", None, limit=LIMIT)


@pytest.mark.parametrize("name", ["a\0b", "a" * 5000])
def test_impossible_names_are_usage_errors(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        read_file(tmp_path / name, None, limit=LIMIT)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [a_folder, a_pipe, a_socket, a_circle, a_device])
@pytest.mark.parametrize("named", [True, False])
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, make: Callable[[Path], None], *, named: bool
) -> None:
    make(tmp_path / "a.md")
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / "a.md", None if named else tmp_path, limit=LIMIT)
    assert caught.value.message.startswith(str(tmp_path / "a.md"))


def test_link_inside_the_root_is_followed(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "real.md").write_text("here")
    (tmp_path / "plans" / "a.md").symlink_to("../real.md")
    assert read_file(tmp_path / "plans" / "a.md", tmp_path, limit=LIMIT) == b"here"


def test_link_out_of_the_root_is_refused_unless_named(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_text("s")
    (root / "a.md").symlink_to("../secret")
    (root / "up").symlink_to("..")
    for path in (root / "a.md", root / "up" / "secret", root / ".." / "secret"):
        with pytest.raises(InputError, match="leads out of"):
            read_file(path, root, limit=LIMIT)
    assert read_file(root / "a.md", None, limit=LIMIT) == b"s"


def test_root_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("x")
    (tmp_path / "root").symlink_to("real")
    assert read_file(tmp_path / "root" / "a.md", tmp_path / "root", limit=LIMIT) == b"x"


@as_root
def test_unreadable_file_is_the_machines_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(MachineError, match="permission denied") as caught:
        read_file(path, tmp_path, limit=LIMIT)
    assert caught.value.exit_code is Exit.ENVIRONMENT


def test_refusal_is_the_machines_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "a.md").write_text("x")
    with monkeypatch.context() as patch:
        # Not until the end of the test: other fixtures clear their folders before that.
        patch.setattr(os, "open", refuse)
        patch.setattr(os, "scandir", refuse)
        with pytest.raises(MachineError, match="permission denied"):
            read_file(tmp_path / "a.md", tmp_path, limit=LIMIT)
        with pytest.raises(MachineError, match="permission denied"):
            write_atomically(tmp_path / "a.md", b"x")
        with pytest.raises(MachineError, match="permission denied"):
            list_markdown(tmp_path)


def test_read_error_is_the_machines_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int, _count: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    (tmp_path / "a.md").write_text("x")
    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(MachineError, match="input/output error"):
        read_file(tmp_path / "a.md", tmp_path, limit=LIMIT)


def test_writes_a_new_file_with_the_users_mode(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.md", b"new")
    (tmp_path / "b.md").touch()
    assert (tmp_path / "a.md").read_bytes() == b"new"
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "b.md").stat().st_mode


def test_keeps_the_mode_of_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]


def test_replaces_a_link_and_leaves_its_target(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("safe")
    (tmp_path / "a.md").symlink_to("target")
    write_atomically(tmp_path / "a.md", b"new")
    assert (tmp_path / "target").read_text() == "safe"
    assert not (tmp_path / "a.md").is_symlink()


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, bytes(content)[:3]))
    write_atomically(tmp_path / "a.md", b"0123456789")
    monkeypatch.undo()
    assert (tmp_path / "a.md").read_bytes() == b"0123456789"


@pytest.mark.parametrize("call", ["write", "fsync", "fchmod", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EFBIG])
def test_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "a.md"
    path.write_text("old")
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(MachineError, match=os.strerror(number).lower()) as caught:
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert caught.value.exit_code is Exit.ENVIRONMENT
    assert ("ulimit" in caught.value.fix) == (number == errno.EFBIG)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]


def test_interrupt_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.md").write_text("old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a.md", b"new")
    monkeypatch.undo()
    assert (tmp_path / "a.md").read_text() == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]


def test_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_atomically(tmp_path / "no" / "a.md", b"new")
    assert caught.value.fix == "make the folder first"


@pytest.mark.parametrize("make", [a_folder, a_pipe])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.md")
    before = (tmp_path / "a.md").lstat().st_ino
    with pytest.raises(UsageError):
        write_atomically(tmp_path / "a.md", b"new")
    assert (tmp_path / "a.md").lstat().st_ino == before


def test_lists_markdown_by_name(tmp_path: Path) -> None:
    for name in ("b.md", "a.MD", "c.txt", ".hidden.md", "x.md.bak"):
        (tmp_path / name).touch()
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("b.md")
    (tmp_path / "dangling.md").symlink_to("nowhere")
    (tmp_path / "device.md").symlink_to("/dev/zero")
    assert [path.name for path in list_markdown(tmp_path)] == ["a.MD", "b.md", "link.md"]


def test_missing_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert list_markdown(tmp_path / "no") == []
    assert list_markdown(tmp_path / "file") == []


@as_root
def test_locked_folder_is_the_machines_fault(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans").chmod(0)
    with pytest.raises(MachineError, match="cannot be listed"):
        list_markdown(tmp_path / "plans")
    (tmp_path / "plans").chmod(0o700)


def test_appends(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    append_text(path, "one\n")
    append_text(path, "两\ud800\n")
    assert path.read_text() == "one\n两?\n"


@pytest.mark.parametrize("name", ["folder", "pipe", "no/such", "nul\0"])
def test_appends_to_regular_files_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MachineError, match="cannot be written"):
        append_text(tmp_path / name, "x")


def test_an_append_that_has_no_room_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "summary.md"
    path.write_text("before\n")
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:3]))
    with pytest.raises(MachineError, match="no room"):
        append_text(path, "after\n")
    assert path.read_text() == "before\n"


@pytest.mark.parametrize("target", ["pipe", "folder", os.devnull])
def test_a_link_that_leads_to_no_file_is_left_alone(tmp_path: Path, target: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link"
    link.symlink_to(target)
    with pytest.raises(UsageError, match="leads to a device or a stream"):
        write_atomically(link, b"x")
    assert link.is_symlink()


@pytest.mark.skipif(not Path("/dev/stdout").is_symlink(), reason="there are no links to streams here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_link_to_a_stream_is_refused(name: str) -> None:
    """Only what is asked before: were it not refused, root would replace the link for everybody."""
    with pytest.raises(UsageError, match="or - where that stands for stdout"):
        _mode_of(Path(name))

"""Logs are really cut, edited, torn and written at once."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sisyphus.adapters.evidence import read_logs, read_output
from sisyphus.adapters.evidence_log.anchor import Anchor, AnchorFile
from sisyphus.adapters.evidence_log.chain import GENESIS
from sisyphus.adapters.evidence_log.place import writer_name
from sisyphus.adapters.evidence_log.writer import EvidenceWriter
from sisyphus.errors import Exit, InputError, MachineError, SisyphusError, TamperedError
from sisyphus.model.check import Check, Expectation, Origin
from sisyphus.model.evidence import Evidence, Outcome, Run
from sisyphus.model.repository import Subject

CHECK = Check(
    id="c-0123456789",
    task="todo:1",
    label="1",
    origin=Origin.ACCEPTANCE,
    path="plans/p.md",
    line=3,
    command="make test",
    expect=Expectation(text="PASS", assertions=(), understood=True),
    runnable=True,
)
SUBJECT = Subject(
    commit="c" * 40,
    tree="t" * 40,
    patch_id=None,
    source="sha256:1",
    worktree="sha256:2",
    dirty=False,
    root_commit="r" * 40,
)


def run_of(stdout: bytes = b"fine\n", outcome: Outcome = Outcome.PASSED, reason: str | None = None) -> Run:
    return Run(
        outcome=outcome,
        exit=0,
        signal=None,
        duration_s=1.25,
        stdout=stdout,
        stderr=b"",
        stdout_sha256=hashlib.sha256(stdout).hexdigest(),
        stderr_sha256=hashlib.sha256(b"").hexdigest(),
        stdout_bytes=len(stdout),
        stderr_bytes=0,
        left_processes=0,
        reason=reason,
    )


class Place:
    """A workspace with a state folder, and the user's state outside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state_dir = root / ".sisyphus"
        self.folder = self.state_dir / "evidence" / "sisyphus" / "p"

    @property
    def log(self) -> Path:
        return self.folder / f"{writer_name(self.root)}.jsonl"

    def writer(self) -> EvidenceWriter:
        return EvidenceWriter(self.state_dir, "p", self.root)

    def record(self, count: int = 1) -> list[Evidence]:
        with self.writer() as writer:
            return [
                writer.ended(writer.started(CHECK, SUBJECT, "exact"), run_of(b"%d\n" % number), SUBJECT)
                for number in range(count)
            ]

    def lines(self) -> list[bytes]:
        return self.log.read_bytes().split(b"\n")[:-1]

    def write(self, lines: list[bytes]) -> None:
        self.log.write_bytes(b"".join(line + b"\n" for line in lines))

    def make_foreign(self) -> Path:
        """Give the log another writer's name, as a colleague's has that came by git."""
        foreign = self.folder / "elsewhere-00000000.jsonl"
        self.log.rename(foreign)
        for anchor in Path(os.environ["XDG_STATE_HOME"]).rglob("*.json"):
            anchor.unlink()
        return foreign


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    for name in ("CI", "GITHUB_RUN_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = tmp_path / "work"
    (root / ".sisyphus").mkdir(parents=True)
    return Place(root)


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_written_is_read(place: Place) -> None:
    written = place.record(3)
    logs = read_logs(place.state_dir, "p", place.root)
    assert list(logs.records) == written
    assert (logs.tampered, logs.findings) == ((), ())
    assert logs.heads == ((writer_name(place.root), 6, hashlib.sha256(place.lines()[-1]).hexdigest()),)
    assert [record.seq for record in written] == [1, 3, 5]
    first = written[0]
    assert (first.own, first.outcome, first.trust, first.subject) == (True, Outcome.PASSED, "exact", SUBJECT)
    assert first.ended_at
    assert first.ended_at >= first.started_at


def test_lines_are_canonical_and_chained(place: Place) -> None:
    place.record(2)
    previous = GENESIS
    for number, line in enumerate(place.lines(), 1):
        record = json.loads(line)
        assert (record["v"], record["seq"], record["prev"]) == (1, number, previous)
        assert line == json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        previous = hashlib.sha256(line).hexdigest()


def test_files_are_ours_alone(place: Place) -> None:
    place.record()
    anchors = list(Path(os.environ["XDG_STATE_HOME"]).rglob("*.json"))
    assert len(anchors) == 1
    for path in (place.log, anchors[0], *(place.folder / "out").rglob("*.txt")):
        assert path.stat().st_mode & 0o777 == 0o600
    assert anchors[0].parent.stat().st_mode & 0o777 == 0o700


def test_a_run_that_never_ended_is_inconclusive(place: Place) -> None:
    with place.writer() as writer:
        writer.started(CHECK, SUBJECT, "once")
    (record,) = read_logs(place.state_dir, "p", place.root).records
    assert (record.outcome, record.ended_at, record.reason) == (
        Outcome.INCONCLUSIVE,
        None,
        "started, and never ended",
    )


def test_content_that_changed_during_the_run(place: Place) -> None:
    with place.writer() as writer:
        seq = writer.started(CHECK, SUBJECT, "exact")
        after = replace(SUBJECT, worktree="sha256:3")
        record = writer.ended(
            seq, run_of(), after, created=("a\udcff", "b"), metrics=(("tests_passed", 8.0),)
        )
    assert record.changed_during
    assert (record.created, record.metrics) == (("a?", "b"), (("tests_passed", 8.0),))
    assert read_logs(place.state_dir, "p", place.root).records == (record,)


def test_output_is_stored_by_its_digest(place: Place) -> None:
    (record,) = place.record()
    assert record.stdout
    assert record.stderr
    assert record.stderr.blob is None
    assert read_output(place.state_dir, "p", record.stderr) == b""
    assert read_output(place.state_dir, "p", record.stdout) == b"0\n"
    blob = place.folder / str(record.stdout.blob)
    blob.write_bytes(b"1\n")
    with pytest.raises(InputError, match="was changed since it was stored"):
        read_output(place.state_dir, "p", record.stdout)
    blob.unlink()
    with pytest.raises(MachineError, match="No such file"):
        read_output(place.state_dir, "p", record.stdout)


def test_a_plan_whose_name_is_no_text_has_its_own_runs(place: Place) -> None:
    plan = os.fsdecode(b"caf\xe9")
    with EvidenceWriter(place.state_dir, plan, place.root) as writer:
        writer.ended(writer.started(CHECK, SUBJECT, "exact"), run_of(), SUBJECT)
    logs = read_logs(place.state_dir, plan, place.root)
    assert [record.outcome for record in logs.records] == [Outcome.PASSED]
    assert logs.findings == ()


def test_a_long_reason_is_cut(place: Place) -> None:
    with place.writer() as writer:
        seq = writer.started(CHECK, SUBJECT, "exact")
        record = writer.ended(seq, run_of(outcome=Outcome.FAILED, reason="no file " + "x" * 9000), SUBJECT)
    assert record.reason == "no file " + "x" * 1992


def test_secrets_do_not_reach_the_disk(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICE_TOKEN", "very-secret-value")
    with place.writer() as writer:
        seq = writer.started(CHECK, SUBJECT, "exact")
        shown = b"login with very-secret-value, " + b"ghp_" + b"x" * 36 + b"\n"
        record = writer.ended(
            seq, run_of(shown, Outcome.FAILED, 'expected "x", got "very-secret-value"'), SUBJECT
        )
    assert record.stdout
    assert record.stdout.redactions == 2
    assert record.stdout.sha256 == hashlib.sha256(shown).hexdigest()
    assert record.reason == 'expected "x", got "[redacted]"'
    assert not any(b"very-secret" in content for content in files_below(place.root).values())


def test_reading_writes_nothing(place: Place) -> None:
    place.record(2)
    place.log.write_bytes(place.log.read_bytes() + b'{"half')
    before = files_below(place.root.parent)
    read_logs(place.state_dir, "p", place.root)
    read_logs(place.state_dir, "absent", place.root)
    assert files_below(place.root.parent) == before


def test_no_evidence_at_all(place: Place) -> None:
    logs = read_logs(place.state_dir, "p", place.root)
    assert (logs.records, logs.heads, logs.tampered, logs.findings) == ((), (), (), ())
    assert read_logs(place.root / "absent" / "deeper", "p", place.root).records == ()


# Tampering


def edit(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1], lines[2], lines[3].replace(b'"passed"', b'"failed"'), *lines[4:]]


def swap(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1], lines[4], lines[5], lines[2], lines[3]]


def garble(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], b"\x00garbled", *lines[5:]]


TAMPERED: list[tuple[Callable[[list[bytes]], list[bytes]], int, int]] = [
    (edit, 5, 1),
    (swap, 3, 0),
    (garble, 5, 1),
    (lambda lines: lines[:2] + lines[4:], 3, 0),
    (lambda lines: lines[2:], 1, 0),
    (lambda lines: [*lines, lines[-1]], 7, 2),
    (lambda lines: [*lines[:4], b"", *lines[4:]], 5, 1),
    (lambda lines: [*lines, b"x" * (1 << 21)], 7, 2),
]


@pytest.mark.parametrize(("change", "line", "left"), TAMPERED)
def test_a_break_is_found_and_voids_what_follows(
    place: Place, change: Callable[[list[bytes]], list[bytes]], line: int, left: int
) -> None:
    place.record(3)
    lines = place.lines()
    foreign = place.make_foreign()
    foreign.write_bytes(b"".join(item + b"\n" for item in change(lines)))
    logs = read_logs(place.state_dir, "p", place.root)
    (found,) = logs.tampered
    assert (found.rule, found.source.line) == ("evidence-tampered", line)
    assert found.source.path == f".sisyphus/evidence/sisyphus/p/{foreign.name}"
    ended = [record for record in logs.records if record.outcome is Outcome.PASSED]
    assert len(ended) == left
    assert not any(record.own for record in logs.records)


@pytest.mark.parametrize(("change", "line", "left"), TAMPERED)
def test_a_writer_adds_nothing_to_a_broken_log(
    place: Place, change: Callable[[list[bytes]], list[bytes]], line: int, left: int
) -> None:
    del left
    place.record(3)
    place.write(change(place.lines()))
    before = place.log.read_bytes()
    with pytest.raises(TamperedError, match=rf"\.jsonl:{line}: the line") as caught:
        place.record()
    assert caught.value.exit_code is Exit.TAMPERED
    assert place.log.read_bytes() == before


@pytest.mark.parametrize("left", [0, 2, 4])
def test_a_cut_log_is_known_by_its_anchor(place: Place, left: int) -> None:
    place.record(3)
    place.write(place.lines()[:left])
    logs = read_logs(place.state_dir, "p", place.root)
    assert logs.records == ()
    assert f"was cut off at line {left}: it went to line 6" in logs.tampered[0].message
    with pytest.raises(TamperedError, match="was cut off"):
        place.record()


def test_a_log_that_is_gone_is_known_by_its_anchor(place: Place) -> None:
    place.record(3)
    place.log.unlink()
    logs = read_logs(place.state_dir, "p", place.root)
    assert [(f.rule, "it had 6 lines" in f.message) for f in logs.findings] == [("evidence-gone", True)]
    assert (logs.records, logs.tampered) == ((), ())


def test_a_new_log_begins_where_the_old_one_is_gone(place: Place) -> None:
    place.record(3)
    place.log.unlink()
    place.record()
    logs = read_logs(place.state_dir, "p", place.root)
    assert (len(logs.records), logs.tampered, logs.findings) == (1, (), ())


def test_a_log_written_anew_is_known_by_its_anchor(place: Place) -> None:
    place.record(2)
    place.log.unlink()
    for anchor in Path(os.environ["XDG_STATE_HOME"]).rglob("*.json"):
        kept = (anchor, anchor.read_bytes())
        anchor.unlink()
    place.record(4)
    kept[0].write_bytes(kept[1])
    logs = read_logs(place.state_dir, "p", place.root)
    assert (logs.records, len(logs.tampered)) == ((), 1)
    assert "was replaced: line 4 is not the one" in logs.tampered[0].message


def own_records(place: Place) -> list[tuple[str, bool]]:
    """Each record's log and whether it counts as written here."""
    logs = read_logs(place.state_dir, "p", place.root)
    assert (logs.tampered, [f.rule for f in logs.findings]) == ((), [])
    return [(record.writer, record.own) for record in logs.records]


def test_lines_that_were_not_written_here_are_somebody_elses_and_end_the_log(place: Place) -> None:
    place.record(1)
    (anchor,) = Path(os.environ["XDG_STATE_HOME"]).rglob("*.json")
    early, here = anchor.read_bytes(), writer_name(place.root)
    place.record(2)
    anchor.write_bytes(early)  # as if a branch had brought the longer log
    assert own_records(place) == [(here, True), (here, False), (here, False)]
    before = place.log.read_bytes()
    place.record()
    assert place.log.read_bytes() == before
    assert own_records(place) == [(here, False)] * 3 + [(f"{here}-2", True)]
    place.record()
    assert own_records(place)[3:] == [(f"{here}-2", True)] * 2


def test_a_log_of_our_name_that_we_do_not_know_is_not_gone_on_with(place: Place) -> None:
    place.record(2)
    before, here = place.log.read_bytes(), writer_name(place.root)
    for anchor in Path(os.environ["XDG_STATE_HOME"]).rglob("*.json"):
        anchor.unlink()  # lost, or another user's home
    assert own_records(place) == [(here, False)] * 2
    (new,) = place.record()
    assert (new.writer, new.own) == (f"{here}-2", True)
    assert place.log.read_bytes() == before
    assert own_records(place) == [(here, False)] * 2 + [(f"{here}-2", True)]


def test_lines_added_while_we_write_stop_us(place: Place) -> None:
    place.record(1)
    (anchor,) = Path(os.environ["XDG_STATE_HOME"]).rglob("*.json")
    early = anchor.read_bytes()
    place.record(1)
    whole = place.log.read_bytes()
    place.write(place.lines()[:2])
    anchor.write_bytes(early)
    with place.writer() as writer:
        place.log.write_bytes(whole)
        with pytest.raises(TamperedError, match="not written here"):
            writer.started(CHECK, SUBJECT, "exact")


def test_a_crash_between_a_line_and_its_anchor_costs_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.record(1)
    write = AnchorFile.write

    def crash(self: AnchorFile, anchor: Anchor) -> None:
        if anchor.next is None:
            raise KeyboardInterrupt
        write(self, anchor)

    with place.writer() as writer:
        seq = writer.started(CHECK, SUBJECT, "exact")
        monkeypatch.setattr(AnchorFile, "write", crash)
        with pytest.raises(KeyboardInterrupt):
            writer.ended(seq, run_of(), SUBJECT)
    monkeypatch.undo()
    monkeypatch.setenv("XDG_STATE_HOME", str(place.root.parent / "state"))
    here = writer_name(place.root)
    assert own_records(place) == [(here, True)] * 2
    place.record()
    assert own_records(place) == [(here, True)] * 3


def test_a_bad_anchor_is_said(place: Place) -> None:
    place.record()
    (anchor,) = Path(os.environ["XDG_STATE_HOME"]).rglob("*.json")
    anchor.write_text("[]")
    logs = read_logs(place.state_dir, "p", place.root)
    assert [found.rule for found in logs.findings] == ["evidence-unanchored"]
    assert len(logs.records) == 1
    with pytest.raises(InputError, match="not an anchor"):
        place.record()


# Torn ends, full disks, crashes


@pytest.mark.parametrize("end", [b'{"half', b"\x00\x00\x00\n", b'{"v":0}\n', b"[" * 100_000 + b"\n"])
def test_a_torn_end_is_left_out_and_set_aside_by_the_next_writer(place: Place, end: bytes) -> None:
    place.record()
    place.log.write_bytes(place.log.read_bytes() + end)
    logs = read_logs(place.state_dir, "p", place.root)
    assert (len(logs.records), logs.tampered) == (1, ())
    assert [(found.rule, found.source.line) for found in logs.findings] == [("evidence-torn", 3)]
    place.record()
    logs = read_logs(place.state_dir, "p", place.root)
    assert (len(logs.records), logs.tampered, logs.findings) == (2, (), ())
    assert place.log.with_suffix(".torn").read_bytes().rstrip(b"\n") == end.rstrip(b"\n")


CHILD = """
import os, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import test_evidence
place = test_evidence.Place(Path(sys.argv[2]))
"""


def child(place: Place, code: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", CHILD + code, str(Path(__file__).parent), str(place.root)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("room", [1, 100, 700])
def test_a_full_disk_leaves_the_log_as_it_was(place: Place, room: int) -> None:
    place.record(3)
    before = place.log.read_bytes()
    code = f"""
limit = {len(before) + room}
with place.writer() as writer:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for _ in range(9):
            writer.started(test_evidence.CHECK, test_evidence.SUBJECT, "exact")
    except test_evidence.MachineError as error:
        print(error)
"""
    with child(place, code) as process:
        said = process.communicate()[0]
    assert "the disk is full" in said
    assert "fix: make room and retry" in said
    after = place.log.read_bytes()
    assert after.startswith(before)
    logs = read_logs(place.state_dir, "p", place.root)
    assert (logs.tampered, logs.findings) == ((), ())
    assert [record.outcome for record in logs.records[:3]] == [Outcome.PASSED] * 3
    place.record()
    assert read_logs(place.state_dir, "p", place.root).tampered == ()


@pytest.mark.parametrize("moment", range(6))
def test_a_killed_writer_leaves_a_log_that_holds_together(place: Place, moment: int) -> None:
    with child(place, "print(flush=True)\nwhile True: place.record(1)\n") as process:
        assert process.stdout
        process.stdout.readline()
        while not place.log.exists() or place.log.stat().st_size < 3000 * (moment + 1):
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    logs = read_logs(place.state_dir, "p", place.root)
    assert logs.tampered == ()
    assert len(logs.records) > moment
    place.record()
    again = read_logs(place.state_dir, "p", place.root)
    assert (again.tampered, again.findings) == ((), ())


def test_two_processes_write_one_log(place: Place) -> None:
    writers = [child(place, "place.record(40)") for _ in range(2)]
    for process in writers:
        process.communicate()
        assert process.returncode == 0
    logs = read_logs(place.state_dir, "p", place.root)
    assert (logs.tampered, logs.findings) == ((), ())
    assert [record.outcome for record in logs.records] == [Outcome.PASSED] * 80


def test_threads_share_a_writer(place: Place) -> None:
    with place.writer() as writer:

        def work() -> None:
            for _ in range(10):
                writer.ended(writer.started(CHECK, SUBJECT, "all"), run_of(), SUBJECT)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    logs = read_logs(place.state_dir, "p", place.root)
    assert (logs.tampered, len(logs.records)) == ((), 40)


def test_a_log_that_is_exchanged_while_open(place: Place) -> None:
    place.record(2)
    with place.writer() as writer:
        seq = writer.started(CHECK, SUBJECT, "exact")
        content = place.log.read_bytes()
        place.log.unlink()
        place.log.write_bytes(content)  # as git does when it checks a file out
        writer.ended(seq, run_of(), SUBJECT)
    assert len(read_logs(place.state_dir, "p", place.root).records) == 3
    with place.writer() as writer:
        seq = writer.started(CHECK, SUBJECT, "exact")
        place.log.unlink()
        with pytest.raises(TamperedError, match="was cut off"):
            writer.ended(seq, run_of(), SUBJECT)


# Links, modes, names


@pytest.mark.parametrize("linked", [".", "evidence", "evidence/sisyphus", "evidence/sisyphus/p"])
def test_a_linked_folder_is_not_followed(place: Place, linked: str) -> None:
    elsewhere = place.root.parent / "elsewhere"
    elsewhere.mkdir()
    target = place.state_dir / linked
    target.parent.mkdir(parents=True, exist_ok=True)
    if linked == ".":
        place.state_dir.rmdir()
    target.symlink_to(elsewhere)
    with pytest.raises(InputError, match="symbolic link"):
        place.record()
    assert list(elsewhere.iterdir()) == []
    (elsewhere / "x.jsonl").write_text("{}")
    logs = read_logs(place.state_dir, "p", place.root)
    assert logs.records == ()
    assert [found.rule for found in logs.findings] == ["evidence-unreadable"]


def test_a_linked_log_is_not_followed(place: Place) -> None:
    place.folder.mkdir(parents=True)
    target = place.root / "target"
    target.write_text("")
    place.log.symlink_to(target)
    with pytest.raises(InputError, match="symbolic link"):
        place.record()
    assert target.read_text() == ""
    logs = read_logs(place.state_dir, "p", place.root)
    assert [found.rule for found in logs.findings] == ["evidence-unreadable"]


def test_a_linked_output_is_neither_written_through_nor_read(place: Place) -> None:
    (record,) = place.record()
    assert record.stdout
    blob = place.folder / str(record.stdout.blob)
    blob.unlink()
    target = place.root / "target"
    target.write_text("0\n")
    blob.symlink_to(target)
    with pytest.raises(InputError, match="symbolic link"):
        read_output(place.state_dir, "p", record.stdout)
    place.record()
    assert not blob.is_symlink()
    assert target.read_text() == "0\n"


def test_a_pipe_in_place_of_the_log_does_not_hang(place: Place) -> None:
    place.folder.mkdir(parents=True)
    os.mkfifo(place.log)
    with pytest.raises(SisyphusError):
        place.record()
    assert [found.rule for found in read_logs(place.state_dir, "p", place.root).findings] == [
        "evidence-unreadable"
    ]


def test_a_log_that_anyone_may_write_is_refused(place: Place) -> None:
    place.record()
    place.log.chmod(0o666)
    with pytest.raises(InputError, match="anyone may write it"):
        place.record()


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\0b"])
def test_a_plan_name_that_is_none(place: Place, name: str) -> None:
    with pytest.raises(InputError, match="no name for a folder"):
        EvidenceWriter(place.state_dir, name, place.root)
    assert read_logs(place.state_dir, name, place.root).records == ()


def test_the_anchor_must_lie_outside_the_repository(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(place.root / "state"))
    with pytest.raises(InputError, match="inside the repository"):
        place.record()
    assert [found.rule for found in read_logs(place.state_dir, "p", place.root).findings] == [
        "evidence-unanchored"
    ]


def test_names_of_writers(place: Place) -> None:
    here = writer_name(place.root, {})
    assert here != writer_name(place.root / "other", {})
    ci = {"CI": "true", "GITHUB_RUN_ID": "77", "GITHUB_JOB": "Unit Tests"}
    assert writer_name(place.root, ci) == "ci-unit-tests-77-1"


# Records that hold together and are wrong


def forge(place: Place, change: Callable[[dict[str, Any]], None], which: int = 1) -> None:
    """Write a foreign log whose chain is right and one of whose records is not."""
    place.record()
    records = [json.loads(line) for line in place.lines()]
    change(records[which])
    previous = GENESIS
    lines = []
    for record in records:
        record["prev"] = previous
        lines.append(json.dumps(record).encode())
        previous = hashlib.sha256(lines[-1]).hexdigest()
    place.make_foreign().write_bytes(b"".join(line + b"\n" for line in lines))


@pytest.mark.parametrize(
    ("which", "field", "value"),
    [
        (0, "subject", None),
        (0, "command", 7),
        (0, "at", "yesterday"),
        (0, "subject", {"dirty": "no"}),
        (1, "outcome", "great"),
        (1, "start", 9),
        (1, "start", [1]),
        (1, "type", "other"),
        (1, "duration_s", "long"),
        (1, "duration_s", 10**400),
        (1, "exit", True),
        (1, "created", "a"),
        (1, "metrics", [1]),
        (1, "stdout", {"sha256": "x", "bytes": 1, "kept": 1, "blob": None, "redactions": 0}),
        (
            1,
            "stdout",
            {"sha256": "0" * 64, "bytes": 1, "kept": 1, "blob": "../../etc/passwd", "redactions": 0},
        ),
        (
            1,
            "stdout",
            {"sha256": "0" * 64, "bytes": 1, "kept": 1, "blob": "out/00/../../x.txt", "redactions": 0},
        ),
    ],
)
def test_a_record_that_does_not_say_what_it_should(
    place: Place, which: int, field: str, value: object
) -> None:
    forge(place, lambda record: record.update({field: value}), which)
    logs = read_logs(place.state_dir, "p", place.root)
    assert logs.tampered == ()
    assert [found.rule for found in logs.findings] == ["evidence-malformed"]
    assert not any(record.outcome is Outcome.PASSED for record in logs.records)


def test_a_newer_version_is_left_out(place: Place) -> None:
    forge(place, lambda record: record.update({"v": 2}))
    logs = read_logs(place.state_dir, "p", place.root)
    assert [found.rule for found in logs.findings] == ["evidence-newer-version"]
    assert [record.outcome for record in logs.records] == [Outcome.INCONCLUSIVE]


def test_evidence_of_another_plan_proves_nothing_here(place: Place) -> None:
    place.record()
    place.folder.rename(place.folder.with_name("q"))
    logs = read_logs(place.state_dir, "q", place.root)
    assert logs.records == ()
    assert [found.rule for found in logs.findings] == ["evidence-other-plan"]


@pytest.mark.parametrize(
    "line", [b'{"v":1,"v":1}', b'{"v":NaN}', b'{"v":' + b"9" * 5000 + b"}", b"\xff", b"[]", b"1"]
)
def test_json_that_is_none(place: Place, line: bytes) -> None:
    place.record()
    lines = place.lines()
    place.make_foreign().write_bytes(line + b"\n" + b"\n".join(lines) + b"\n")
    (found,) = read_logs(place.state_dir, "p", place.root).tampered
    assert found.source.line == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_make_reading_fail(place: Place, data: st.DataObject) -> None:
    if not place.log.exists():
        place.record(2)
    good = place.log.read_bytes()
    at = data.draw(st.integers(0, len(good)))
    until = data.draw(st.integers(at, min(len(good), at + 50)))
    bad = good[:at] + data.draw(st.binary(max_size=20)) + good[until:]
    (place.folder / "other.jsonl").write_bytes(bad)
    logs = read_logs(place.state_dir, "p", place.root)
    own = [record for record in logs.records if record.own]
    assert [record.outcome for record in own] == [Outcome.PASSED] * 2
    # Nothing vouches for the last line of a log that somebody else anchors: its edit is out of our sight.
    last = good.rstrip(b"\n").rfind(b"\n") + 1
    in_sight = bad != good and not (bad.startswith(good[:last]) and bad.count(b"\n") == good.count(b"\n"))
    if in_sight and b"\n".join(bad.split(b"\r\n")) != good:
        assert logs.tampered or logs.findings or bad in {b"", *prefixes(good)}


def prefixes(log: bytes) -> set[bytes]:
    """List what a cut at a line's end leaves: of a foreign log nobody can tell."""
    lines = log.split(b"\n")
    return {b"\n".join(lines[:count]) + b"\n" for count in range(1, len(lines))}

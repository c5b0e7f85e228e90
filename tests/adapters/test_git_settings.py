"""When git's configuration is asked for anew, and when it is known to be what it was."""

from pathlib import Path

import pytest

from sisyphus.adapters.repository.access import Access, while_settings_hold
from sisyphus.adapters.repository.layout import Layout


class Opened:
    """Counts how often a work tree was opened anew."""

    def __init__(self, top: Path, *config: tuple[str, str]) -> None:
        self.times, self.config = 0, config
        self.open = while_settings_hold(top, self._open)

    def _open(self, layout: Layout, known: Access | None) -> Access:
        self.times += known is None
        return known or Access(layout=layout, config=self.config, run=lambda *_, **__: b"")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("[core]\n\tbare = false\n")
    return tmp_path


def test_the_same_bytes_are_asked_for_once(top: Path) -> None:
    opened = Opened(top)
    assert opened.open() is opened.open()
    assert opened.times == 1


@pytest.mark.parametrize("name", ["config", "config.worktree"])
def test_changed_bytes_are_asked_for_at_once(top: Path, name: str) -> None:
    opened = Opened(top)
    opened.open()
    (top / ".git" / name).write_text("[core]\n\tbare = fals \n")
    opened.open()
    assert opened.times == 2


def test_another_folder_of_git_is_another_repository(top: Path) -> None:
    opened = Opened(top)
    opened.open()
    (top / ".git").rename(top / "other")
    (top / ".git").write_text("gitdir: other\n")
    opened.open()
    assert opened.times == 2


@pytest.mark.parametrize("name", ["include.path", "includeif.gitdir:/a.path"])
def test_what_other_files_say_is_asked_for_each_time(top: Path, name: str) -> None:
    opened = Opened(top, (name, "b"))
    opened.open()
    opened.open()
    assert opened.times == 2


def test_a_configuration_that_is_no_file_or_too_big_is_asked_for_each_time(top: Path) -> None:
    (top / ".git" / "config.worktree").mkdir()
    opened = Opened(top)
    opened.open()
    opened.open()
    (top / ".git" / "config.worktree").rmdir()
    (top / ".git" / "config").write_bytes(b"#" * ((1 << 20) + 1))
    opened.open()
    opened.open()
    assert opened.times == 4

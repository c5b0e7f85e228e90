"""What every test stands on: a machine that cannot be seen, and real repositories."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
"""No test asks a clock, and what fails here fails for everybody."""

SETPRIV = shutil.which("setpriv")
AS_ANYBODY = [SETPRIV, "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Front of a command line. Root may open everything, unless it gives that up; `None` where it cannot."""

SHARED = Path(__file__).resolve().parents[2] / "shared"
GIT_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Dev",
    "GIT_AUTHOR_EMAIL": "dev@example.org",
    "GIT_COMMITTER_NAME": "Dev",
    "GIT_COMMITTER_EMAIL": "dev@example.org",
    "GIT_AUTHOR_DATE": "2026-03-01T10:00:00+00:00",
    "GIT_COMMITTER_DATE": "2026-03-01T10:00:00+00:00",
}


class Git(Protocol):
    """Runs git in the test's repository and returns what it prints."""

    def __call__(self, *arguments: str, at: str | None = None) -> str: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write golden files anew; look at the diff")


@pytest.fixture(autouse=True)
def sealed_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test a home of its own, and say so when one writes into it without asking."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("STATE", "CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / f".{name.lower()}"))
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS", "SISYPHUS_RUN_ID"):
        monkeypatch.delenv(name, raising=False)
    yield home
    strays = [p.name for p in home.iterdir() if p.name not in {".state", ".cache"}]
    assert not strays, f"a test wrote into the home folder: {strays}"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty folder with an unborn repository on branch main."""
    root = tmp_path / "repo"
    root.mkdir()
    _git(root, "init", "-q", "-b", "main")
    return root


@pytest.fixture
def git(repository: Path) -> Git:
    """Git in `repository`, deaf to the machine's configuration, with a fixed name; `at` is the date."""

    def run(*arguments: str, at: str | None = None) -> str:
        return _git(repository, *arguments, at=at)

    return run


def _git(root: Path, *arguments: str, at: str | None = None) -> str:
    environment = {**os.environ, **GIT_ENVIRONMENT}
    if at is not None:
        environment |= {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def corpus() -> Path:
    """Return the folder of real plans; skip where it is not, as on a user's machine."""
    folder = SHARED / "corpus"
    if not (folder / "GFM.json").exists():
        pytest.skip("needs the corpus of real plans, which is not part of the project")
    return folder

"""A room without network, home folder and right to write, for a check's command: bubblewrap, where installed.

`Sandbox.wrap` is pure: from the shell's arguments to bwrap's.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from sisyphus.adapters.repository.layout import find_top_level, read_layout
from sisyphus.adapters.repository.subject import OUTPUT_FOLDERS
from sisyphus.adapters.search_path import find_programs
from sisyphus.model.deferred import dataclass

KIND = "bwrap"

_ISOLATION = (
    "--unshare-all", "--cap-drop", "ALL", "--die-with-parent", "--new-session",
    "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc",
)  # fmt: skip
_EMPTY = (Path("/tmp"), Path("/var/tmp"), Path("/run"))  # noqa: S108 - mount points inside, each made empty
"""Replaced by empty folders: other people's files, and sockets of services that would act for the command."""
_CACHES = (
    ".cache", ".local/bin", ".local/lib", ".local/share/uv", ".local/share/mise", ".local/share/pnpm",
    ".local/share/virtualenvs", ".local/pipx", ".cargo/bin", ".cargo/registry", ".cargo/git", ".rustup",
    ".npm", ".nvm", ".volta", ".bun", ".deno", ".pyenv", ".rbenv", ".asdf", ".sdkman", ".gem",
    ".gradle/caches", ".gradle/wrapper", ".m2/repository", ".nuget/packages", ".dotnet",
    "go/pkg", "go/bin", ".ghcup", ".opam",
)  # fmt: skip
"""What is shown of the home folder, to be read only: programs and what package managers fetched."""
_PRIVATE = "/tmp"  # noqa: S108 - the empty one inside
_VARIABLES = {
    **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), _PRIVATE),
    "XDG_CACHE_HOME": f"{_PRIVATE}/cache",
    "COVERAGE_FILE": f"{_PRIVATE}/.coverage",
    "HYPOTHESIS_STORAGE_DIRECTORY": f"{_PRIVATE}/hypothesis",
    "MYPY_CACHE_DIR": f"{_PRIVATE}/mypy",
    "RUFF_CACHE_DIR": f"{_PRIVATE}/ruff",
    "PYTEST_ADDOPTS": f"-o cache_dir={_PRIVATE}/pytest",
    "PYTHONDONTWRITEBYTECODE": "1",
    "npm_config_logs_dir": f"{_PRIVATE}/npm",
    "CARGO_NET_OFFLINE": "true",
    "UV_OFFLINE": "1",
    "UV_NO_SYNC": "1",
}
"""What tools want to write goes where something may be written; those that would ask the network need not."""
_MADE_OUTSIDE = {"CARGO_TARGET_DIR": "target", "UV_PROJECT_ENVIRONMENT": ".venv"}
"""By variable, the folder that a tool would make in the tree."""
_NOT_INSIDE = frozenset({"UV_CACHE_DIR", "PIP_CACHE_DIR", "GOCACHE"})
"""Folders that the user named and that are read only inside: tools fall back on XDG_CACHE_HOME."""
_DEEPEST = 3
_MOST_FOLDERS = 5000
_FOUND_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """How commands are shut in."""

    program: str
    """Absolute path of bwrap."""
    root: Path
    """Top of the work tree, readable inside."""
    repository: Path | None = None
    """Folder of the repository, when it lies outside the work tree."""
    hidden: tuple[Path, ...] = ()
    """Folders that are empty inside: temporary ones, the home folder, that of the trust store."""
    caches: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    """Build folders below the root."""

    def wrap(self, argv: list[str], cwd: Path) -> list[str]:
        """Return the arguments that run `argv` inside, in `cwd`. Later mounts lie over earlier ones."""
        words = [self.program, *_ISOLATION]
        shown = (*self.caches, self.root, *([self.repository] if self.repository else []))
        inside = [path for path in self.hidden if path.is_relative_to(self.root)]
        for path in self.hidden:
            words += [] if path in inside else ["--tmpfs", str(path)]
        for path in shown:
            words += ["--ro-bind", str(path), str(path)]
        for path in inside:
            words += ["--tmpfs", str(path)]
        for path in self.writable:
            words += ["--bind", str(path), str(path)]
        return [*words, "--chdir", str(cwd), "--", *argv]

    def environment(self, variables: Mapping[str, str], cwd: Path) -> dict[str, str]:
        """Return the environment for inside: caches and temporary files go where something may be written.

        So do a build folder and an environment that are not there yet: nothing can be made in the tree.
        """
        made = {
            name: f"{_PRIVATE}/{folder}"
            for name, folder in _MADE_OUTSIDE.items()
            if not any(self._may_use(above / folder) for above in self._folders(cwd))
        }
        return {n: v for n, v in variables.items() if n not in _NOT_INSIDE} | _VARIABLES | made

    def _may_use(self, folder: Path) -> bool:
        return folder in self.writable or (folder.name in _ENVIRONMENTS and folder.is_dir())

    def _folders(self, cwd: Path) -> tuple[Path, ...]:
        """Return a command's folder and those above it, up to the root."""
        return tuple(folder for folder in (cwd, *cwd.parents) if folder.is_relative_to(self.root))


def find_bwrap(root: Path, search: str | None = None) -> str | None:
    """Return bubblewrap's absolute path from the absolute entries of PATH (or `search`) outside `root`.

    A program inside the work tree, or that a link leads into it, is the repository's and no guard of ours.
    """
    return next(
        find_programs("bwrap", os.environ.get("PATH", os.defpath) if search is None else search, root), None
    )


def make_sandbox(program: str, top: Path, *, hidden: Iterable[Path] = ()) -> Sandbox:
    """Return the sandbox for the work tree at `top`, for the user who runs us."""
    home = _home(top)
    git = find_top_level(top)
    common = Path(os.path.realpath(read_layout(git).common_dir)) if git else None
    return Sandbox(
        program=program,
        root=top,
        repository=common if common and common.is_dir() and not common.is_relative_to(top) else None,
        hidden=tuple(path for path in (*_EMPTY, *([home] if home else []), *hidden) if path.is_dir()),
        caches=tuple(path for name in _CACHES if home and (path := home / name).is_dir()),
        writable=tuple(_build_folders(top)),
    )


def _home(top: Path) -> Path | None:
    """Return the home folder; `None` where there is none to hide, or it is what the check is about."""
    try:
        home = Path.home().resolve()
    except RuntimeError:
        return None
    return home if home.is_dir() and home != top and home != Path("/") else None


def _build_folders(top: Path) -> list[Path]:
    """Find the folders near the top into which builds write; links are none."""
    found: list[Path] = []
    for looked, (folder, names, _) in enumerate(os.walk(top)):
        here = Path(folder)
        found += [here / name for name in sorted(names) if _is_build_folder(here / name)]
        deep = len(here.relative_to(top).parts) + 1 >= _DEEPEST
        names[:] = [] if deep else [n for n in names if n not in OUTPUT_FOLDERS and not n.startswith(".")]
        if looked > _MOST_FOLDERS or len(found) > _FOUND_AT_MOST:
            break
    return found[:_FOUND_AT_MOST]


def _is_build_folder(path: Path) -> bool:
    return path.name in OUTPUT_FOLDERS - _ENVIRONMENTS and not path.is_symlink()


_ENVIRONMENTS = frozenset({".venv", "venv", "node_modules"})
"""Programs, not products: a check that could write them would run its own later."""

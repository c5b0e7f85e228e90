"""The house holds: who imports whom, one door to each outside thing, pure floors, small files."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "sisyphus"

# Floor of a module: the first name below `sisyphus`; `__init__` is the package's own version.
MAY_IMPORT = {
    "__init__": set(),
    "errors": set(),
    "model": set(),
    "parse": {"model", "errors"},
    "adapters": {"model", "errors", "parse", "__init__"},
    "analysis": {"model"},
    "render": {"model"},
    "cli": {"model", "errors", "parse", "adapters", "analysis", "render", "__init__"},
    "__main__": {"cli", "__init__"},
}

# The only files that may import a thing, its submodules included.
DOORS = {
    "markdown_it": {"parse/markdown.py"},
    "tree_sitter": {"parse/shell.py"},
    "tree_sitter_bash": {"parse/shell.py"},
    "git": {"adapters/git.py"},
    "subprocess": {"adapters/runner.py", "adapters/supervisor.py"},
}

# Ground, parse, analysis and render see no disk, no process, no network and no clock.
PURE = {"model", "errors", "parse", "analysis", "render"}
IMPURE_MODULES = {
    *("asyncio", "fcntl", "git", "glob", "http", "locale", "multiprocessing", "os", "platform"),
    *("platformdirs", "random", "secrets", "shutil", "signal", "socket", "subprocess", "sys", "tempfile"),
    *("threading", "time", "urllib"),
}
PURE_PATHS = {"PurePath", "PurePosixPath", "PureWindowsPath"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}

NEVER_CALLED = {"os.system", "os.popen", "yaml.load", "eval", "exec", "__import__"}
BOUNDARY = "cli/main.py"  # the one place where any exception becomes a message and a code
LONGEST_FILE = 250
LONGEST_FUNCTION = 40

Rule = Callable[[str, str], Iterator[str]]
"""From a file's path below sisyphus/ and its text to what is wrong with it."""


def floor_of(path: str) -> str:
    return path.split("/", maxsplit=1)[0].removesuffix(".py")


def nodes(source: str) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(source))


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Every imported thing by its full dotted name: `from a.b import c` gives `a.b.c`."""
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from ((node.lineno, f"{dots}{node.module or ''}.{alias.name}") for alias in node.names)


def calls(source: str) -> Iterator[tuple[int, str, ast.Call]]:
    for node in nodes(source):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), node


def imports_point_down(path: str, source: str) -> Iterator[str]:
    floor = floor_of(path)
    for line, name in imports(source):
        match name.split("."):
            case ["", *_]:
                yield f"{path}:{line}: relative import"
            case ["sisyphus"]:
                yield f"{path}:{line}: `import sisyphus` hides which floor is meant"
            case ["sisyphus", below, *_]:
                target = "__init__" if below.startswith("__") and below != "__main__" else below
                if target not in {floor, *MAY_IMPORT[floor]}:
                    yield f"{path}:{line}: {floor} imports {target}"


def one_door(path: str, source: str) -> Iterator[str]:
    for line, name in imports(source):
        top = name.split(".")[0]
        if top in DOORS and path not in DOORS[top]:
            yield f"{path}:{line}: only {', '.join(sorted(DOORS[top]))} may import {top}"


def pure_floors_see_nothing(path: str, source: str) -> Iterator[str]:
    if floor_of(path) not in PURE:
        return
    for line, name in imports(source):
        top, _, rest = name.partition(".")
        if top in IMPURE_MODULES or (top == "pathlib" and rest not in PURE_PATHS):
            yield f"{path}:{line}: imports {name}"
    for line, name, _ in calls(source):
        if name in {"open", "io.open", "input", "print"} or any(name.endswith(clock) for clock in CLOCKS):
            yield f"{path}:{line}: calls {name}"


def no_shell_from_strings(path: str, source: str) -> Iterator[str]:
    for line, name, call in calls(source):
        if name in NEVER_CALLED:
            yield f"{path}:{line}: calls {name}"
        for keyword in call.keywords:
            if (
                keyword.arg == "shell"
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value is True
            ):
                yield f"{path}:{line}: shell=True"
    for line, name in imports(source):
        if name in NEVER_CALLED:
            yield f"{path}:{line}: imports {name}"


def no_catch_all(path: str, source: str) -> Iterator[str]:
    """Only the boundary catches everything. `BaseException` may be caught to clean up and raise again."""
    if path == BOUNDARY:
        return
    for node in nodes(source):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {"everything" if kind is None else ast.unparse(kind) for kind in caught}
        last = node.body[-1]
        raises_again = names == {"BaseException"} and isinstance(last, ast.Raise) and last.exc is None
        if names & {"everything", "Exception", "BaseException"} and not raises_again:
            yield f"{path}:{node.lineno}: catches {', '.join(sorted(names))}"


def files_are_short(path: str, source: str) -> Iterator[str]:
    lines = source.count("\n")
    if lines > LONGEST_FILE:
        yield f"{path}: {lines} lines, split it by subject"


def functions_are_short(path: str, source: str) -> Iterator[str]:
    for node in nodes(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines"


RULES: tuple[Rule, ...] = (
    imports_point_down,
    one_door,
    pure_floors_see_nothing,
    no_shell_from_strings,
    no_catch_all,
    files_are_short,
    functions_are_short,
)

BROKEN: tuple[tuple[Rule, str, str], ...] = (
    (imports_point_down, "model/plan.py", "from sisyphus.errors import Exit"),
    (imports_point_down, "parse/plan.py", "from sisyphus.adapters.git import read"),
    (imports_point_down, "parse/plan.py", "import sisyphus.adapters.git"),
    (imports_point_down, "parse/plan.py", "from sisyphus import adapters"),
    (imports_point_down, "parse/plan.py", "import sisyphus as s"),
    (imports_point_down, "parse/plan.py", "from sisyphus import __version__"),
    (imports_point_down, "parse/plan.py", "def f():\n    from sisyphus.cli import main"),
    (imports_point_down, "analysis/links.py", "from sisyphus.errors import UsageError"),
    (imports_point_down, "render/text.py", "from sisyphus.analysis.assess import assess"),
    (imports_point_down, "render/text.py", "from . import markdown"),
    (imports_point_down, "cli/main.py", "from sisyphus.__main__ import main"),
    (one_door, "parse/plan.py", "from markdown_it import MarkdownIt"),
    (one_door, "parse/plan.py", "import markdown_it.token as t"),
    (one_door, "adapters/workspace.py", "import git"),
    (one_door, "adapters/git.py", "import subprocess"),
    (one_door, "cli/main.py", "from subprocess import run"),
    (one_door, "parse/checks.py", "from tree_sitter import Parser"),
    (one_door, "parse/checks.py", "import tree_sitter_bash"),
    (pure_floors_see_nothing, "parse/plan.py", "import os.path"),
    (pure_floors_see_nothing, "parse/plan.py", "from os import environ"),
    (pure_floors_see_nothing, "parse/plan.py", "from pathlib import Path"),
    (pure_floors_see_nothing, "parse/plan.py", "import pathlib"),
    (pure_floors_see_nothing, "analysis/phase.py", "import time"),
    (pure_floors_see_nothing, "render/text.py", "import datetime\nx = datetime.datetime.now(datetime.UTC)"),
    (pure_floors_see_nothing, "render/text.py", "print('status')"),
    (pure_floors_see_nothing, "parse/plan.py", "open('plan.md')"),
    (no_shell_from_strings, "adapters/runner.py", "import subprocess\nsubprocess.run('ls', shell=True)"),
    (no_shell_from_strings, "adapters/runner.py", "import os\nos.system('ls')"),
    (no_shell_from_strings, "adapters/runner.py", "from os import system"),
    (no_shell_from_strings, "parse/plan.py", "import yaml\nyaml.load(text)"),
    (no_catch_all, "adapters/git.py", "try:\n    pass\nexcept:\n    raise"),
    (no_catch_all, "adapters/git.py", "try:\n    pass\nexcept Exception as error:\n    raise"),
    (no_catch_all, "adapters/git.py", "try:\n    pass\nexcept (OSError, Exception):\n    pass"),
    (no_catch_all, "adapters/git.py", "try:\n    pass\nexcept BaseException:\n    pass"),
    (files_are_short, "parse/plan.py", "x = 1\n" * 251),
    (functions_are_short, "parse/plan.py", "def f():\n" + "    x = 1\n" * 40),
    (functions_are_short, "parse/plan.py", "class A:\n    async def f(self):\n" + "        x = 1\n" * 40),
)

SOUND: tuple[tuple[Rule, str, str], ...] = (
    (
        imports_point_down,
        "parse/plan.py",
        "from sisyphus.model import plan\nfrom sisyphus.parse import text",
    ),
    (imports_point_down, "adapters/workspace.py", "from sisyphus import __version__"),
    (imports_point_down, "__main__.py", "from sisyphus.cli.main import main"),
    (one_door, "parse/markdown.py", "from markdown_it import MarkdownIt"),
    (one_door, "analysis/links.py", "import gitlab"),
    (
        pure_floors_see_nothing,
        "parse/plan.py",
        "from pathlib import PurePosixPath\nimport io",
    ),
    (pure_floors_see_nothing, "adapters/git.py", "import os\nopen('x')"),
    (no_shell_from_strings, "parse/checks.py", "Check(shell='bash')"),
    (no_catch_all, "cli/main.py", "try:\n    pass\nexcept Exception:\n    pass"),
    (no_catch_all, "adapters/runner.py", "try:\n    pass\nexcept BaseException:\n    stop()\n    raise"),
    (files_are_short, "parse/plan.py", "x = 1\n" * 250),
    (functions_are_short, "parse/plan.py", "def f():\n" + "    x = 1\n" * 39),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_house_holds(rule: Rule) -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    faults = [
        fault
        for file in files
        for fault in rule(file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8"))
    ]

    assert files
    assert not faults, "\n".join(faults)


def test_every_module_stands_on_a_floor() -> None:
    assert {floor_of(file.relative_to(PACKAGE).as_posix()) for file in PACKAGE.rglob("*.py")} <= set(
        MAY_IMPORT
    )


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_rule_sees_what_is_broken(rule: Rule, path: str, source: str) -> None:
    assert len(list(rule(path, source))) == 1


@pytest.mark.parametrize(("rule", "path", "source"), SOUND)
def test_rule_lets_pass_what_is_sound(rule: Rule, path: str, source: str) -> None:
    assert list(rule(path, source)) == []


def test_every_rule_is_seen_to_fail_and_to_pass() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)
    assert {rule for rule, _, _ in SOUND} == set(RULES)

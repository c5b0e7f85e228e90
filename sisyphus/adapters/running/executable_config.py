"""Which files of a repository decide what a command runs, beside the command itself.

An explicit table by program, wider than needed rather than narrower: a row too many asks once more. What a
program runs as its input (the tests themselves, the sources) is not in it, nor are lock files.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from sisyphus.model.check import Check

_PYTHON = (
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "tox.ini",
    "sitecustomize.py",
    "usercustomize.py",
    "*.pth",
)
_PYTEST = ("conftest.py", "pytest.ini", ".pytest.ini", "pytest.toml", ".coveragerc", *_PYTHON)
_SCRIPT_CONFIG = tuple(f"*.config.{suffix}" for suffix in ("js", "cjs", "mjs", "ts", "cts", "mts"))
"""vite.config.ts, jest.config.js and their like: all of them are programs."""
_JAVASCRIPT = (
    "package.json", ".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs", "pnpm-workspace.yaml", "bunfig.toml",
    "turbo.json", "nx.json", "project.json", "lerna.json", ".babelrc*", ".eslintrc*", ".prettierrc*",
    ".mocharc*", "*.setup.*", "vitest.workspace.*", "gulpfile.*", "Gruntfile.*", *_SCRIPT_CONFIG,
)  # fmt: skip
_MAKE = ("Makefile", "makefile", "GNUmakefile", "*.mk", "*.mak")
_CARGO = ("Cargo.toml", "build.rs", ".cargo/config.toml", ".cargo/config", "rust-toolchain*")
_JVM = (
    "pom.xml", ".mvn/*", "build.gradle*", "settings.gradle*", "gradle.properties", "gradlew*", "mvnw*",
    "gradle/*", "init.gradle*", "buildSrc/*", "build.sbt", "project/*.sbt",
)  # fmt: skip
_DOTNET = ("*.csproj", "*.fsproj", "*.vbproj", "*.props", "*.targets", "*.sln", "global.json", "nuget.config")
_RUBY = ("Gemfile", "Rakefile", "*.rake", "*.gemspec", ".rspec", "spec_helper.rb", "rails_helper.rb")
_CMAKE = ("CMakeLists.txt", "*.cmake", "CMakePresets.json", "meson.build", "build.ninja")
_BAZEL = ("BUILD", "BUILD.bazel", "WORKSPACE*", "MODULE.bazel", "*.bzl", ".bazelrc")
_CONTAINER = ("Dockerfile*", "*.Dockerfile", "Containerfile*", "docker-compose*.y*ml", "compose*.y*ml")

_ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pytest py.test coverage", _PYTEST),
    ("python py ipython pypy uv uvx poetry pdm hatch rye pipenv pip pipx mypy pylint flake8 ruff", _PYTEST),
    ("tox", (*_PYTEST, "tox.toml")),
    ("nox", (*_PYTEST, "noxfile.py")),
    ("django-admin manage.py", ("manage.py", *_PYTHON)),
    ("invoke inv fab", ("tasks.py", "fabfile.py", *_PYTHON)),
    ("npm npx pnpm pnpx yarn bun bunx node tsx ts-node turbo nx lerna", _JAVASCRIPT),
    ("vitest vite jest mocha ava playwright cypress eslint prettier tsc", _JAVASCRIPT),
    ("next nuxt astro webpack rollup esbuild gulp grunt", _JAVASCRIPT),
    ("deno", ("deno.json", "deno.jsonc", *_JAVASCRIPT)),
    ("make gmake bmake", _MAKE),
    ("just", ("justfile", ".justfile", "Justfile", "*.just")),
    ("task go-task", ("Taskfile*.y*ml",)),
    ("mise asdf rtx", ("mise.toml", ".mise.toml", ".tool-versions", "mise/*", ".mise/*")),
    ("moon proto", ("moon.yml", ".moon/*", ".prototools", *_JAVASCRIPT)),
    ("cargo rustc cross", _CARGO),
    ("go gotestsum golangci-lint", ("go.mod", "go.work", ".golangci.y*ml")),
    ("mvn mvnw gradle gradlew sbt", _JVM),
    ("dotnet msbuild", _DOTNET),
    ("bundle rake rspec ruby rails", _RUBY),
    ("cmake ctest ninja meson", (*_CMAKE, *_MAKE)),
    ("bazel bazelisk buck2", _BAZEL),
    ("composer php phpunit artisan", ("composer.json", "phpunit.xml*", "artisan", "phpstan.neon*")),
    ("mix elixir rebar3", ("mix.exs", "config/*.exs", "rebar.config")),
    ("swift xcodebuild", ("Package.swift", "*.pbxproj", "*.xcconfig")),
    ("zig", ("build.zig", "build.zig.zon")),
    ("flutter dart", ("pubspec.yaml", "build.yaml", "dart_test.yaml")),
    ("docker docker-compose podman", _CONTAINER),
    ("pre-commit prek", (".pre-commit-config.yaml",)),
    ("nix nix-shell", ("flake.nix", "shell.nix", "default.nix")),
    ("act", (".github/*",)),
)  # fmt: skip

CONFIGURATION: Mapping[str, tuple[str, ...]] = {
    program: patterns for names, patterns in _ROWS for program in names.split()
}
"""Program to patterns of files, each for a name, or with a folder for the end of a path."""

_WORD = re.compile(r"[^\s'\"`;|&<>(){}$=]+")
_VERSION = re.compile(r"(?<=[a-z])[\d.]+$")
_SHELL_SCRIPT = re.compile(r"\.(?:sh|bash|zsh|fish|ksh|ps1|bat|cmd|mk)$")
_SCRIPT = re.compile(r"\.(?:py|js|mjs|cjs|ts|mts|rb|pl|php|lua|exs?|awk|jq|r)$")
_TESTS = re.compile(
    r"(?:^|/)(?:tests?|specs?|__tests__)/|(?:^|/)test_[^/]*$|[._-](?:test|spec)\.\w+$|_spec\.rb$"
)


def governing(check: Check) -> Callable[[str], bool]:
    """Return what tells whether a file, by its path from the git top level, decides what a check runs."""
    words = [word for part in (*check.context, check.command) for word in _WORD.findall(part)]
    patterns = tuple(dict.fromkeys(_patterns(words)))
    scripts = frozenset(_scripts(words))

    def governs(path: str) -> bool:
        name = path.rpartition("/")[2]
        return _is_named(path, scripts) or any(
            fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}")
            if "/" in pattern
            else fnmatchcase(name, pattern)
            for pattern in patterns
        )

    return governs


def _patterns(words: list[str]) -> Iterator[str]:
    for word in words:
        name = PurePosixPath(word).name.casefold()
        yield from CONFIGURATION.get(name) or CONFIGURATION.get(_VERSION.sub("", name), ())


def _scripts(words: list[str]) -> Iterator[str]:
    """Yield the files that the command names as programs; a test that it names is what it runs, not how."""
    for word in words:
        path = word.removeprefix("./")
        while path.startswith("../"):
            path = path[3:]
        program = "/" in word and not PurePosixPath(path).suffix
        script = _SCRIPT.search(path) and not _TESTS.search(path)
        if path and (program or script or _SHELL_SCRIPT.search(path)):
            yield path


def _is_named(path: str, scripts: frozenset[str]) -> bool:
    """Whether a command may mean a file: the folder that it runs in is not known for sure."""
    parts = path.split("/")
    return any("/".join(parts[at:]) in scripts for at in range(len(parts)))

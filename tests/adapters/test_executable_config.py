from dataclasses import replace

import pytest

from sisyphus.adapters.running.executable_config import CONFIGURATION, governing
from sisyphus.model.check import Check, Expectation, Origin


def check(command: str, *context: str) -> Check:
    return Check(
        id="c-0123456789",
        task=None,
        label=None,
        origin=Origin.ACCEPTANCE,
        path="plan.md",
        line=1,
        command=command,
        context=context,
        expect=Expectation(text=None, assertions=(), understood=True),
        runnable=True,
    )


@pytest.mark.parametrize("program", sorted(CONFIGURATION))
def test_every_program_of_the_table_is_governed_by_its_files(program: str) -> None:
    governs = governing(check(f"cd app && {program} run"))
    for pattern in CONFIGURATION[program]:
        path = pattern.replace("y*ml", "yml").replace("*", "x")
        assert governs(path), path
        assert governs(f"deep/down/{path}"), path
    assert not governs("src/main.c")


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("pytest -q tests", "tests/unit/conftest.py"),
        ("python3.12 -m pytest", "conftest.py"),
        ("uv run pytest", "pyproject.toml"),
        ("./node_modules/.bin/vitest run", "apps/web/vite.config.ts"),
        ("npx jest", "jest.config.js"),
        ("cargo test --workspace", "crates/a/build.rs"),
        ("cargo test", ".cargo/config.toml"),
        ("make -C app check", "app/rules.mk"),
        ("VAR=1 make", "Makefile"),
        ("$(which just) test", "justfile"),
        ("tox -e py", "tox.ini"),
        ("./gradlew test", "build.gradle.kts"),
        ("./scripts/check.sh --fast", "scripts/check.sh"),
        ("cd app; ../scripts/check", "scripts/check"),
        ("bash ci/run_tests.sh", "ci/run_tests.sh"),
        ("sh tests/all.sh", "tests/all.sh"),
        ("python tools/count.py", "tools/count.py"),
        ("xargs -a list sh -c './x.sh'", "x.sh"),
        ("node --test --import ./hooks.mjs", "hooks.mjs"),
    ],
)
def test_what_governs_a_command(command: str, path: str) -> None:
    assert governing(check(command))(path)
    assert governing(check("true", command))(path)


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("pytest tests/test_a.py", "tests/test_a.py"),
        ("pytest", "src/a.py"),
        ("npx vitest run src/a.test.ts", "src/a.test.ts"),
        ("pytest", "package.json"),
        ("echo hello", "conftest.py"),
        ("cargo test", "Cargo.lock"),
        ("./scripts/check.sh", "scripts/other.sh"),
    ],
)
def test_what_a_command_works_on_does_not_govern_it(command: str, path: str) -> None:
    assert not governing(check(command))(path)


def test_no_command_is_too_odd() -> None:
    for command in ("", "'", "$(", "\0", "x" * 100_000, "/" * 50_000, "../" * 20_000, "\udcff"):
        assert not governing(replace(check("true"), command=command))("README.md")

"""Shell text: the programs that it starts, what hides its exit code, what it sets and reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.parse.commands.looks import looks_like
from sisyphus.parse.commands.risk import judge
from sisyphus.parse.commands.script import logical_lines_of
from sisyphus.parse.shell import MAX_LENGTH, read_shell


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        ("pytest -n 2", ("pytest",)),
        ("env FOO=1 pytest", ("pytest",)),
        ("FOO=1 BAR='a b' pytest -x", ("pytest",)),
        ("uv run pytest", ("uv",)),
        ("uv run --group dev pytest && npx tsc --noEmit", ("uv", "npx")),
        ("poetry run pytest; bundle exec rspec", ("poetry", "bundle")),
        ("python -m pytest tests", ("python",)),
        ("timeout -k 5 30s cargo test", ("timeout", "cargo")),
        ("sudo -u app make install", ("sudo", "make")),
        ("nohup ./serve.sh > log &", ()),
        ("time -p make", ("make",)),
        ("find . -name '*.py' | xargs -n 1 wc -l", ("find", "wc")),
        ("sh -c 'cd a && grep -q x f'", ("sh", "grep")),
        ('bash -ec "make; echo \\"done\\""', ("bash", "make")),
        ("bash -c \"sh -c 'jq . f'\"", ("bash", "sh", "jq")),
        ("bash ./run.sh", ("bash",)),
        ("./run.sh a && bin/tool && ../x", ()),
        ("cd a; export B=1; test -f x; echo $B; [ -d y ]; true", ()),
        ("grep x f | sort -u | head -3", ("grep", "sort", "head")),
        ("grep -c x $(git ls-files)", ("grep", "git")),
        ("diff <(sort a) <(sort b)", ("diff", "sort")),
        ('echo "today is $(date)"', ("date",)),
        ("for f in *.py; do python -m py_compile $f; done", ("python",)),
        ("if command -v rg; then rg x; fi", ("rg",)),
        ("f() { make; }; f", ("make",)),
        ("! grep -q x f", ("grep",)),
        ("[[ $(wc -l < f) -gt 3 ]] && echo ok", ("wc",)),
        ("(cd a && npm test)", ("npm",)),
        ("$TOOL --version", ()),
        ("eval make all", ("make",)),
        ("grep x f # then awk", ("grep",)),
        ("'grep' x f", ("grep",)),
        ("", ()),
    ],
)
def test_programs(text: str, programs: tuple[str, ...]) -> None:
    assert read_shell(text).programs == programs


def test_what_runs_inside_another_program_is_known() -> None:
    outer, inner = read_shell("uv run --with x pytest -q").calls
    assert (outer.name, outer.inner) == ("uv", False)
    assert (inner.name, inner.args, inner.inner) == ("pytest", ("-q",), True)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("pytest || true", "|| true"),
        ("make lint || :", "|| :"),
        ("grep x f || echo none", "|| echo none"),
        ("pytest; exit 0", "; exit 0"),
        ("pytest; true", "; true"),
        ("pytest 2>&1 | tee log", "| tee"),
        ("make\necho done", "; echo done"),
        ("pytest && echo ok", None),
        ("pytest", None),
        ("grep x f | head -3", None),
        ("a || b", None),
        ("(pytest || true) && make", None),
        ("x=1; echo $x", None),
        ("true", None),
        ("pytest; exit 1", None),
    ],
)
def test_masked_exit(text: str, masked: str | None) -> None:
    assert read_shell(text).masked == masked


def test_variables() -> None:
    shell = read_shell(
        'A=1; export B=2; for c in 1; do echo "$A ${D} ${E:-x} $c"; done; read -r F; declare G=1'
    )
    assert shell.assigned == {"A", "B", "c", "F", "G"}
    assert shell.used == {"A", "D", "c"}
    assert read_shell("export B=2").assigned == {"B"}
    assert read_shell("echo '$A'").used == set()


def test_redirections() -> None:
    shell = read_shell("a > out.txt; b >> 'log' 2>&1; c &> all; d < in")
    assert [write.path for write in shell.writes] == ["out.txt", "log", "all"]
    assert [call.fed for call in shell.calls] == [False, False, False, True]
    assert [call.fed for call in read_shell("curl x | sh").calls] == [False, True]
    assert read_shell("python3 - <<'E'\nprint(1)\nE").calls[0].fed


@pytest.mark.parametrize(
    ("text", "only"),
    [("npm start &", True), ("npm start & sleep 1; curl x", False), ("npm start", False), ("a && b", False)],
)
def test_background(text: str, *, only: bool) -> None:
    assert read_shell(text).background_only is only


def test_background_is_known_by_call() -> None:
    shell = read_shell("npm start & sleep 1; curl x")
    assert [(c.name, c.background) for c in shell.calls] == [("npm", True), ("sleep", False), ("curl", False)]


@pytest.mark.parametrize("text", ["echo 'a", "if x; then", "a && ", "for x in", "((", "x" * (MAX_LENGTH + 1)])
def test_broken(text: str) -> None:
    assert read_shell(text).broken


@pytest.mark.parametrize("text", ["make", "a | b && c || d", "case x in a) b;; esac", "x() { y; }"])
def test_valid(text: str) -> None:
    assert not read_shell(text).broken


@pytest.mark.parametrize("text", ["sh -c " * 3_000, "$(" * 5_000, "(" * 20_000, "`" * 9_999, "a | " * 9_000])
def test_hostile_nesting_ends(text: str) -> None:
    read_shell(text)


LINES = [
    ("a\nb", ["a", "b"]),
    ("a \\\n  --b\nc", ["a \\\n  --b", "c"]),
    ("  a \\\n    --b\n  c", ["a \\\n  --b", "c"]),
    ("a &&\n  b\nc", ["a &&\n  b", "c"]),
    ("a |\n  b", ["a |\n  b"]),
    ("cat > f <<'E'\na\nb\nE\nc", ["cat > f <<'E'\na\nb\nE", "c"]),
    ("for x in 1; do\n  y\ndone\nz", ["for x in 1; do\n  y\ndone", "z"]),
    ("if a; then\n  b\nfi", ["if a; then\n  b\nfi"]),
    ("python3 -c '\nprint(1)\n'\nz", ["python3 -c '\nprint(1)\n'", "z"]),
    ("f() {\n  a\n}\nf", ["f() {\n  a\n}", "f"]),
    ("a $(\n  b\n)\nc", ["a $(\n  b\n)", "c"]),
    ("echo it's\nb", ["echo it's", "b"]),
    ("echo 'open\nb\nc", ["echo 'open", "b", "c"]),
    ("$ make all\n$ ls", ["make all", "ls"]),
]


@pytest.mark.parametrize(("script", "lines"), LINES)
def test_lines_that_belong_together(script: str, lines: list[str]) -> None:
    assert [line.text for line in logical_lines_of("bash", script.split("\n"))] == lines


def test_comments_of_lines() -> None:
    lines = logical_lines_of("bash", ["# above", "a # behind", "", "b '#' x#y"])
    assert [(line.text, line.comment) for line in lines] == [
        ("", "above"),
        ("a", "behind"),
        ("", None),
        ("b '#' x#y", None),
    ]


@pytest.mark.parametrize(
    ("shell", "script", "lines"),
    [
        ("powershell", "Get-Item `\n  -Path a\nb", ["Get-Item `\n  -Path a", "b"]),
        ("powershell", "if (1) {\n  a\n}\nb", ["if (1) {\n  a\n}", "b"]),
        ("powershell", "a |\n  b", ["a |\n  b"]),
        ("cmd", "a ^\n  b\nc", ["a ^\n  b", "c"]),
    ],
)
def test_lines_of_other_shells(shell: str, script: str, lines: list[str]) -> None:
    assert [line.text for line in logical_lines_of(shell, script.split("\n"))] == lines


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "rm",
            "-rf",
            "/",
            "~",
            "$X",
            "${Y:-1}",
            "$(",
            ")",
            "`",
            "'",
            '"',
            "|",
            "||",
            "&&",
            ";",
            "&",
            ">",
            ">>",
            "<",
            "<<",
            "<<E",
            "E",
            "\n",
            "for",
            "do",
            "done",
            "if",
            "then",
            "fi",
            "(",
            ")",
            "{",
            "}",
            "[",
            "[[",
            "]]",
            "sh",
            "-c",
            "env",
            "timeout",
            "5",
            "sudo",
            "xargs",
            "git",
            "push",
            "uv",
            "run",
            "\\",
            "#",
            "�",
            "é",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(st.text(max_size=200) | PIECES)
def test_any_text_is_read(text: str) -> None:
    shell = read_shell(text)
    assert all(name and "/" not in name for name in shell.programs)
    judge(text, (), looks_like(text), "bash")


@given(st.sampled_from(["bash", "powershell", "cmd"]), st.text(max_size=200) | PIECES)
def test_any_script_keeps_each_line_once(shell: str, text: str) -> None:
    lines = text.split("\n")
    found = logical_lines_of(shell, lines)
    assert [one.first for one in found] == [0, *(one.last + 1 for one in found[:-1])]
    assert found[-1].last == len(lines) - 1

"""Simple shell text read without the grammar must be read as with it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sisyphus.parse.commands.handed_on import hands_on
from sisyphus.parse.commands.plain_shell import read_plain
from sisyphus.parse.shell import _Reader, read_shell

WORDS = st.sampled_from(
    [
        *("ls", "grep", "cat", "tee", "test", "git", "cd", "exit", "true", "echo", "./run.sh", "/bin/x"),
        *("env", "sudo", "timeout", "time", "nohup", "xargs", "command", "exec", "npm", "uv", "run"),
        *("if", "then", "fi", "for", "in", "do", "done", "case", "function", "export", "read"),
        *("-c", "--y=z", "-", "--", "2", "1.5", "x=1", "A=1", "=x", "a+=b", "*", "~/x", "?", "^a", "#"),
        *("'a b'", '"c|d"', r'"e\|f"', "'g\"'", '"h\'i"', '""', "''", '"$x"', '"#"', "é", "中", "{a,b}"),
        *("--x='y z'", '--x="y"z', "'a'b'c'", '"a""b"', "a''", '=""', "'>'", '"2>&1"', "x>y", "2>'a b'"),
        *(
            "2>&1",
            "&&",
            "|",
            "&&",
            "|",
            "||",
            "||",
            ";",
            ">",
            "&",
            ">>",
            "2>",
            "> f",
            ">f",
            "2>/dev/null",
            ">>g",
        ),
    ]
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(WORDS, min_size=1, max_size=7).map(" ".join))
@example("cd a && b 2>&1 | tee c")
@example("a | b && c 2>&1 | cat")
@example("ls - 2>&1")
@example("bash -c 'a && b'")
@example("a | b | c || true")
@example("a | b | c && d | e | f && g")
@example("a | b | c || d | e | f > g || : h")
@example("a | b | c && d || echo e && f | g | h")
def test_plain_text_reads_as_the_grammar_reads_it(text: str) -> None:
    plain = read_plain(text)
    if plain is None or any(map(hands_on, plain.calls)):
        return
    reader = _Reader()
    reader.read(text, 0)
    assert plain == (tuple(reader.calls), tuple(reader.writes), reader.masked)
    assert not (reader.assigned)
    assert not (reader.used)
    assert not (reader.functions)
    assert not (reader.broken)
    assert not (reader.background_only)


def test_what_is_plain() -> None:
    plain = read_plain("cd app && grep -c 'a|b' src/*.py 2>&1 | head -5")
    assert plain is not None
    assert [(c.name, c.args, c.fed) for c in plain.calls] == [
        ("cd", ("app",), False),
        ("grep", ("-c", "a|b", "src/*.py"), False),
        ("head", ("-5",), True),
    ]
    assert plain.masked is None
    piped = read_plain("make test | tee log")
    assert piped is not None
    assert piped.masked == "| tee"
    kept = read_plain("""make --x="a b" 2>/dev/null > 'log 1' || echo "no 'x'" """.strip())
    assert kept is not None
    assert [(c.name, c.args) for c in kept.calls] == [("make", ("--x=a b",)), ("echo", ("no 'x'",))]
    assert [(w.path, w.after) for w in kept.writes] == [("/dev/null", 1), ("log 1", 1)]
    assert kept.masked == """|| echo "no 'x'\""""
    other = ("a; b", "a < b", "a > $b", 'a "$b"', "A=1 a", "a\nb", "a &", "a >", "a > b c", "a &> b", "")
    assert [text for text in other if read_plain(text) is not None] == []


PIPELINES = [
    ("a $x | b | c || true", ["a", "true"]),
    ("a $x | b | c || d | e | f || true", ["a", "d", "true"]),
    ("a; b | c | d | e || true", ["a", "b", "true"]),
    ("a $x | b | { c | d | e && f; } || true", ["a", "true"]),
]


@pytest.mark.parametrize(("text", "unfed"), PIPELINES)
def test_what_stands_behind_a_long_pipeline_belongs_to_all_of_it(text: str, unfed: list[str]) -> None:
    """The grammar reads `a | b | c || true` as if only `b | c` were followed by it."""
    shell = read_shell(text)

    assert shell.masked == "|| true"
    assert [call.name for call in shell.calls if not call.fed] == unfed


def test_a_script_in_quotes_is_still_looked_into() -> None:
    assert [c.name for c in read_shell("bash -c 'rm x'").calls] == ["bash", "rm"]

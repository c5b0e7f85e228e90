"""Fenced shell blocks: command lines, context, comments, and other shells."""

import textwrap

import pytest

from sisyphus.model.check import AssertionKind, Check, WhyNot
from sisyphus.parse.commands.looks import Looks, looks_like
from sisyphus.parse.plan import parse_plan


def checks(script: str, info: str = "bash", below: str = "") -> tuple[Check, ...]:
    text = f"## Success Criteria\n\n```{info}\n{textwrap.dedent(script)}```\n{below}"
    return parse_plan(text.encode(), "p.md").checks


def told(script: str, info: str = "bash", below: str = "") -> list[tuple[str, str | None]]:
    return [(c.command, c.expect.text) for c in checks(script, info, below)]


def test_each_command_line_is_a_check() -> None:
    script = """\
        npm run build && npm test
        for f in a b; do
          cat $f
        done
        grep -c x f |
          sort
        cat > out <<EOF
        npm publish
        EOF
        curl -s http://localhost/a \\
          -H 'A: b'
        """
    assert [c.command for c in checks(script)] == [
        "npm run build && npm test",
        "for f in a b; do\n  cat $f\ndone",
        "grep -c x f |\n  sort",
        "cat > out <<EOF\nnpm publish\nEOF",
        "curl -s http://localhost/a \\\n  -H 'A: b'",
    ]
    assert [c.line for c in checks(script)] == [4, 5, 8, 10, 13]


def test_context_lines_go_before_later_lines() -> None:
    script = (
        "npm ci\ncd backend\nexport A=1\nB=2\nsource .venv/bin/activate\nset -e\npytest -q\ncd ..\nnpm test\n"
    )
    first, second, third = checks(script)
    assert first.context == ()
    assert second.context == ("cd backend", "export A=1", "B=2", "source .venv/bin/activate", "set -e")
    assert third.context == (*second.context, "cd ..")
    assert [c.command for c in (first, second, third)] == ["npm ci", "pytest -q", "npm test"]


@pytest.mark.parametrize(
    ("moves", "context"),
    [
        (("cd examples/a", "cd examples/b"), ("cd examples/b",)),
        (("cd examples/a", "export X=1", "cd examples/b"), ("export X=1", "cd examples/b")),
        (("cd app", "cd app"), ("cd app", "cd app")),
        (("cd app", "cd src/b"), ("cd app", "cd src/b")),
        (("cd examples/a", "cd ../b"), ("cd examples/a", "cd ../b")),
        (("cd ../a", "cd ../b"), ("cd ../a", "cd ../b")),
    ],
)
def test_a_folder_beside_the_one_before_is_meant_from_where_both_lie(
    moves: tuple[str, ...], context: tuple[str, ...]
) -> None:
    assert checks("\n".join([*moves, "npm test"]))[-1].context == context


@pytest.mark.parametrize("text", ["npm test + lint", "cargo build + npm run build"])
def test_two_commands_in_one_breath_are_none(text: str) -> None:
    assert looks_like(text) is Looks.OTHER


@pytest.mark.parametrize(
    "text", ["find . -name a -exec ls {} +", "expr one + two", "echo $((aa + bb))", "jq '.aa + .bb' x.json"]
)
def test_a_plus_of_the_shell_is_no_breath(text: str) -> None:
    assert looks_like(text) is Looks.COMMAND


def test_a_chain_with_cd_stays_whole() -> None:
    assert told("cd app && npm test\n") == [("cd app && npm test", None)]


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        ("# Expected: 12 passed", "Expected: 12 passed"),
        ("# → 3", "→ 3"),
        ("# should print 3", "should print 3"),
        ("# 预期：所有测试通过", "预期：所有测试通过"),
        ("# exit 0", "exit 0"),
        ("# all tests pass", "all tests pass"),
        ("# run the unit tests", None),
        ("# 后端", None),
    ],
)
def test_trailing_comments(comment: str, text: str | None) -> None:
    assert told(f"npm test  {comment}\n") == [("npm test", text)]


def test_comments_above_and_below() -> None:
    script = """\
        # Expected: 3
        grep -c a f
        grep -c b f
        # Assert: 0

        # Verify no leftovers
        grep -r old src
        # Build
        npm run build
        """
    assert told(script) == [
        ("grep -c a f", "Expected: 3"),
        ("grep -c b f", "Assert: 0"),
        ("grep -r old src", "Verify no leftovers"),
        ("npm run build", None),
    ]


def test_a_comment_above_a_group_is_about_the_next_command_only() -> None:
    assert told("# Expected: 1\ngrep -c a f\ngrep -c b f\n") == [
        ("grep -c a f", "Expected: 1"),
        ("grep -c b f", None),
    ]


def test_a_result_below_the_block_is_about_its_last_command() -> None:
    found = told("npm ci\nnpm test\n", below="\n*Expected*: all tests pass\n")
    assert found == [("npm ci", None), ("npm test", "all tests pass")]


def test_a_quote_does_not_open_a_comment() -> None:
    assert told("""grep "a # b" f # Expected: 1\n""") == [('grep "a # b" f', "Expected: 1")]


def test_prompts_are_taken_off_and_output_left_out() -> None:
    assert told("$ npm test\n12 passed\n$ npm run lint\n", info="console") == [
        ("npm test", None),
        ("npm run lint", None),
    ]


def test_lines_that_are_no_shell() -> None:
    script = "- a list item\nnpm test\n/help me\nSELECT * FROM t;\n"
    found = [(c.command, c.why_not) for c in checks(script)]
    assert found == [
        ("- a list item", WhyNot.NOT_A_COMMAND),
        ("npm test", None),
        ("/help me", WhyNot.TOOL_CALL),
        ("SELECT * FROM t;", WhyNot.NOT_A_COMMAND),
    ]


def test_a_remark_that_breaks_the_shell_is_taken_off() -> None:
    (check,) = checks("clang -c a.c (with the flags)\n")
    assert (check.command, check.risk) == ("clang -c a.c", None)


def test_a_block_without_a_language_gives_only_sure_commands() -> None:
    assert told("npm test\nthis is prose\nsrc/a.ts\n", info="") == [("npm test", None)]
    assert told("npm test\n", info="python") == []
    assert told('{"a": 1}\n', info="json") == []


@pytest.mark.parametrize("info", ["powershell", "ps1", "pwsh"])
def test_powershell(info: str) -> None:
    found = checks(
        '$env:A="1"\nGet-ChildItem logs | Select Name  # Expected: 3\nRemove-Item ~/x\n', info=info
    )
    assert [(c.command, c.shell, c.why_not) for c in found] == [
        ("Get-ChildItem logs | Select Name", "powershell", None),
        ("Remove-Item ~/x", "powershell", WhyNot.SIDE_EFFECT),
    ]
    assert found[0].context == ('$env:A="1"',)


def test_cmdlets_in_a_bash_block_and_cmd() -> None:
    assert {c.shell for c in checks("Get-Content a.txt\ndotnet build\n")} == {"powershell"}
    (check,) = checks("dotnet build ^\n  --no-restore\n", info="bat")
    assert (check.shell, check.command) == ("cmd", "dotnet build ^\n  --no-restore")


def test_the_exact_form() -> None:
    script = "npm test\nnpm run slow # {timeout: 2m, exit: 1, stdout: /a b/}\n"
    first, second = checks(script, info="bash {timeout: 90s}")
    assert (first.timeout_s, first.expect.text) == (90, None)
    assert second.timeout_s == 120
    assert [a.kind for a in second.expect.assertions] == [
        AssertionKind.EXIT_CODE,
        AssertionKind.STDOUT_MATCHES,
    ]
    (third,) = checks("npm test\n", info="bash {exit: nonzero}")
    assert [a.kind for a in third.expect.assertions] == [AssertionKind.EXIT_NONZERO]


@pytest.mark.parametrize(
    ("line", "command", "words"),
    [
        ("npm run a → ok", "npm run a", "→ ok"),
        ("npm run a => no errors", "npm run a", "no errors"),
        ("npm run a -> passes", "npm run a", "passes"),
        ("grep x f // Expected: found", "grep x f", "Expected: found"),
        ("grep x f（应无匹配）", "grep x f", "（应无匹配）"),
        ("app {timeout: 5s, exit: 2}", "app", "{timeout: 5s, exit: 2}"),
        ("grep 'a -> b' f", "grep 'a -> b' f", None),
        ("echo a -> b", "echo a -> b", None),
        ("git log --format='%h => %s'", "git log --format='%h => %s'", None),
        ("cat a - > b", "cat a - > b", None),
    ],
)
def test_remarks_without_a_hash(line: str, command: str, words: str | None) -> None:
    assert told(f"{line}\n") == [(command, words)]


def test_a_cmdlet_proves_nothing_by_its_exit_code() -> None:
    assert not checks("Test-Path a.txt\n", "powershell")[0].expect.understood
    assert checks("dotnet build\n", "powershell")[0].expect.understood


@pytest.mark.parametrize(
    ("output", "text"),
    [
        ('```json\n{"ok": true}\n```', '{"ok": true}'),
        ("```\n1.2.3\n```", '"1.2.3"'),
        ("```text\none\ntwo\n```", "one\ntwo"),
    ],
)
def test_a_block_of_output_is_the_result(output: str, text: str) -> None:
    (check,) = checks("app --version\n", below=f"Expected output:\n{output}\n")
    assert check.expect.text == text
    assert check.expect.understood is (text != "one\ntwo")
    assert checks("app\n", below=f"Something else:\n{output}\n")[0].expect.text is None


def test_a_prompt_below_other_commands_makes_no_session() -> None:
    assert [c.command for c in checks("make\n$ npm test\nnpm run lint\n")] == [
        "make",
        "npm test",
        "npm run lint",
    ]


def test_what_a_template_leaves_is_a_gap() -> None:
    assert checks("command        # Expected: output\n")[0].why_not is WhyNot.PLACEHOLDER


def test_an_apostrophe_swallows_nothing() -> None:
    assert told("echo it's here\nnpm test\n") == [("echo it's here", None), ("npm test", None)]


def test_an_open_quote_ends_after_its_first_line() -> None:
    assert [c.command for c in checks('echo "open\nnpm test\n')] == ['echo "open', "npm test"]


@pytest.mark.parametrize(
    ("result", "shared"),
    [
        ("Both return 1", "Both return 1"),
        ("All commands exit 0; the report is written", "All commands exit 0"),
        ("No output for all two", "No output for all two"),
        ("两个命令都返回匹配行", "两个命令都返回匹配行"),
        ("두 명령 모두 성공", "두 명령 모두 성공"),
        ("All tests pass", None),
        ("All two files are there", None),
        ("Returns 1", None),
    ],
)
def test_a_result_that_is_said_of_several_is_about_each(result: str, shared: str | None) -> None:
    first, second = told("grep -c a f\ngrep -c b f\n", below=f"Expected: {result}\n")
    assert second[1] == result
    assert first[1] == shared


def test_a_shared_result_reaches_no_further_than_it_says() -> None:
    script = "npm test\ngrep -c a f\ngrep -c b f\n# Expected: both return 1\n"
    assert [text for _, text in told(script)] == [None, "Expected: both return 1", "Expected: both return 1"]
    own = "grep -c a f # Expected: 2\ngrep -c b f\ngrep -c c f\n"
    assert [text for _, text in told(own, below="Expected: All return 1\n")] == [
        "Expected: 2",
        "All return 1",
        "All return 1",
    ]
    searches = told("ls a\ngrep x f\ngrep y f\n", below="Expected: All greps succeed\n")
    assert [text for _, text in searches] == [None, "All greps succeed", "All greps succeed"]


def test_a_comment_above_a_group_may_be_about_all_of_it() -> None:
    script = "# Expected: all return 0\ngrep -c a f\ngrep -c b f\n\ngrep -c c f\n"
    assert [text for _, text in told(script)] == ["Expected: all return 0", "Expected: all return 0", None]


def test_the_exit_code_that_is_told_is_that_of_the_line_before() -> None:
    run, code = checks("app --bad\necho $?  # Expected: 2\n")
    assert run.context == ()
    assert code.context == ("app --bad",)
    assert [(a.kind, a.value) for a in code.expect.assertions] == [(AssertionKind.STDOUT_NUMBER, 2.0)]
    (alone,) = checks("echo $?\n")
    assert not alone.expect.understood


def test_the_folder_of_a_chain_holds_for_the_lines_right_below() -> None:
    script = "cd app && npm ci\nnpm test\ncd api && go vet\nls app/dist\n\n# Root\nmake\n"
    assert [(c.command, c.context) for c in checks(script)] == [
        ("cd app && npm ci", ()),
        ("npm test", ("cd app",)),
        ("cd api && go vet", ()),
        ("ls app/dist", ("cd api",)),
        ("make", ()),
    ]
    assert checks("cd app && make\ncd ../api\nmake\n")[1].context == ("cd app", "cd ../api")
    assert checks("cd app && make\ncd api\nmake\n")[1].context == ("cd api",)


def test_gaps_are_seen_in_code_and_in_other_shells() -> None:
    assert checks('python -c "import a; ..."\n')[0].why_not is WhyNot.PLACEHOLDER
    assert checks("python -c 'x[..., 0]; print(1)'\n")[0].why_not is None
    assert checks("curl https://a.yourdomain.com/\n", "powershell")[0].why_not is WhyNot.PLACEHOLDER

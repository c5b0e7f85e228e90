"""What a command does in the end, whatever stands between its first word and that."""

import pytest

from sisyphus.model.check import Check, WhyNot
from sisyphus.parse.commands.code_calls import calls_in_code
from sisyphus.parse.commands.handed_on import calls_handed_on, script_of
from sisyphus.parse.commands.looks import Looks, looks_like
from sisyphus.parse.commands.wrappers import Started
from sisyphus.parse.plan import parse_plan

PUSHES, DELETES, DELETES_ALL, COMPUTED = (
    "pushes to a remote",
    "deletes files outside the tree",
    "deletes the whole tree, a home folder or the system",
    "what it starts is computed",
)


def check(*lines: str) -> Check:
    """Return the last check of a script."""
    script = "\n".join(lines)
    return parse_plan(f"## Success Criteria\n\n```bash\n{script}\n```\n".encode(), "p.md").checks[-1]


HIDDEN = [
    ("X='git push'; $X", PUSHES),
    ("X=ls; X='git push'; $X; X=ls", PUSHES),
    ("a=push; git $a", PUSHES),
    ("g=git; ${g} push", PUSHES),
    ("X=/home; rm -rf $X", DELETES_ALL),
    ("x='git push'; eval \"$x\"", PUSHES),
    ("x='ls; git push'; eval \"$x\"", PUSHES),
    ("git -c alias.p=push p", PUSHES),
    ("git -c alias.x='!rm -rf ~' x", DELETES_ALL),
    ("git -c core.sshCommand='rm -rf ~' fetch", DELETES_ALL),
    ("git lfs push origin main", PUSHES),
    ("git-push origin", PUSHES),
    ("alias ls='git push'; ls", PUSHES),
    ("\\git push", PUSHES),
    ("g\\it push", PUSHES),
    ("git pu\\\nsh", PUSHES),
    ("$'git' push", PUSHES),
    ('git p"us"h', PUSHES),
    ('"git" "push"', PUSHES),
    ("{ git push; }", PUSHES),
    ("(git push)", PUSHES),
    ("f() { git push; }; f", PUSHES),
    ("$(echo git) push", COMPUTED),
    ("`echo git push`", COMPUTED),
    ("git $(echo push)", COMPUTED),
    ("${X:-git} push", COMPUTED),
    ("$SHELL -c 'git push'", COMPUTED),
    ('eval "$x"', COMPUTED),
    ("xargs -a cmds.txt sh -c", COMPUTED),
    ("find . -name '*.sh' -exec {} \\;", COMPUTED),
    ('bash -c "bash -c \'bash -c \\"bash -c \\\\\\"bash -c ls\\\\\\"\\"\'"', COMPUTED),
    ("find . -exec git push \\;", PUSHES),
    ("fd -e sh -x git push", PUSHES),
    ("env -S 'git push'", PUSHES),
    ("env -S'git push'", PUSHES),
    ("parallel git push ::: a", PUSHES),
    ("parallel 'git push {}' ::: a", PUSHES),
    ("script -c 'git push'", PUSHES),
    ("npx -c 'git push'", PUSHES),
    ("npm exec -c 'git push'", PUSHES),
    ("coproc git push", PUSHES),
    ("trap 'git push' EXIT; true", PUSHES),
    ("busybox rm -rf /home", DELETES_ALL),
    ("flock /tmp/x git push", PUSHES),
    ("hyperfine 'git push'", PUSHES),
    ("nix-shell --run 'git push'", PUSHES),
    ("python3 -c \"import os; os.system('git push')\"", PUSHES),
    ('python3.12 -c \'import subprocess; subprocess.run(["git", "push"])\'', PUSHES),
    ('python3 -c \'from subprocess import run; run(["git", "push"])\'', PUSHES),
    ("python3 -c 'import os; os.system(input())'", COMPUTED),
    ("python3 -c 'import subprocess as s, sys; subprocess.run([sys.argv[1], \"push\"])'", COMPUTED),
    ("python3 -c \"import shutil; shutil.rmtree('/home')\"", DELETES_ALL),
    ("python3 -c 'import os, sys; os.remove(sys.argv[1])' a", DELETES),
    ("node -e \"require('child_process').execSync('git push')\"", PUSHES),
    ("node -e \"require('child_process').spawn('git', ['push'])\"", PUSHES),
    ("node -e \"require('fs').rmSync('/home', {recursive: true})\"", DELETES),
    ("perl -e 'system(\"git push\")'", PUSHES),
    ("ruby -e '`git push`'", PUSHES),
    ("php -r 'shell_exec(\"git push\");'", PUSHES),
    ("awk 'BEGIN { system(\"git push\") }'", PUSHES),
    ("hg push", PUSHES),
    ("hg update tip", "changes the branch or the index"),
    ("jj git push", PUSHES),
    ("jj new", "changes the branch or the index"),
    ("svn commit -m x", PUSHES),
    ("cd / && rm -rf home", DELETES_ALL),
    ("pushd / && rm -rf home", DELETES_ALL),
    ("cd ~; rm -rf x", DELETES),
    ("cd app && cd ../.. && rm -rf x", DELETES),
    ("cd / && echo a > b", "writes outside the tree"),
]


@pytest.mark.parametrize(("command", "risk"), HIDDEN)
def test_what_hides_an_effect(command: str, risk: str) -> None:
    found = check(command)
    assert (found.why_not, found.risk) == (WhyNot.SIDE_EFFECT, risk)
    assert not found.runnable


@pytest.mark.parametrize(
    ("lines", "risk"),
    [
        (("X='git push'", "$X"), PUSHES),
        (("alias ls='git push'", "ls -a"), PUSHES),
        (("alias g=git", "g push"), PUSHES),
        (("cd /", "rm -rf home"), DELETES_ALL),
        (("export BASE=https://api.x.io", 'curl -X POST "$BASE/a"'), "sends a POST to another machine"),
        (("PY=$(pick-a-python)", "$PY -m pytest"), COMPUTED),
    ],
)
def test_the_lines_above_count(lines: tuple[str, ...], risk: str) -> None:
    found = check(*lines)
    assert (found.why_not, found.risk) == (WhyNot.SIDE_EFFECT, risk)


@pytest.mark.parametrize(
    "lines",
    [
        ("$(npm bin)/jest --ci",),
        ("$(go env GOPATH)/bin/golangci-lint run",),
        ("$HOME/.bun/bin/bun test",),
        ("PYTHON=.venv/bin/python", "$PYTHON -m pytest"),
        ("PY=$(command -v python3)", "$PY -m pytest"),
        ("BIN=./target/release/app", '"$BIN" --version'),
        ("CMD=status; git $CMD",),
        ("X=build; rm -rf $X",),
        ("git -c core.pager=less log",),
        ("git -c alias.st=status st",),
        ("git -c color.ui=always diff",),
        ("find . -name '*.py' -exec grep -l x {} +",),
        ("script -q -c 'pytest -q' /dev/null",),
        ("python3 -c \"print('git push')\"",),
        ("python3 -c \"import subprocess; subprocess.run(['ls'])\"",),
        ('python3 -c "import tempfile, os; p = tempfile.mktemp(); os.remove(p)"',),
        ('node -e "console.log(/a/.exec(1))"',),
        ("hg status",),
        ("jj log",),
        ("svn info",),
        ("cd app && rm -rf build",),
        ("cd $(git rev-parse --show-toplevel) && rm -rf build",),
        ("cd app && cd .. && rm -rf build",),
        ("export BASE=http://localhost:3000", "curl -X POST $BASE/a"),
        ("source <(sed -n '/^f/,/^}/p' run.sh); f",),
    ],
)
def test_what_hides_nothing_runs(lines: tuple[str, ...]) -> None:
    found = check(*lines)
    assert (found.runnable, found.why_not) == (True, None), found.risk


@pytest.mark.parametrize(
    ("command", "why_not"),
    [
        ("grep -c '<example>' README.md", None),
        ('for f in *.md; do echo "$f: $(grep -c \'<example>\' "$f")"; done', None),
        ("for f in *.md; do echo \"$f: $(grep -c '<example>' \"$f')\"; done", None),
        ("sed -n '/<example>/p' a.xml", None),
        ("mytool list | grep '<name>'", None),
        ("mytool --id '<id>'", WhyNot.PLACEHOLDER),
        ("curl http://localhost/{botPostId}", WhyNot.PLACEHOLDER),
        ("curl 'http://localhost/{botPostId}'", WhyNot.PLACEHOLDER),
        ("for v in A B; set -x $v 1; end; echo $HOME", WhyNot.PLACEHOLDER),
    ],
)
def test_brackets_in_a_pattern_are_no_gap(command: str, why_not: WhyNot | None) -> None:
    assert check(command).why_not is why_not


def test_an_unset_variable_is_a_gap_first() -> None:
    found = check("$PYTHON -m pytest")
    assert (found.why_not, found.risk) == (WhyNot.PLACEHOLDER, None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"git" "push"',
            "{ git push; }",
            "(git push)",
            "\\git push",
            "g\\it push",
            "X='git push'; $X",
            "a=push; git $a",
        ),
        *("alias ls='git push'; ls", "trap 'git push' EXIT; true", "cd / && rm -rf home"),
        *("f() { git push; }; f", "git pu\\\nsh"),
    ],
)
def test_disguised_commands_are_commands(text: str) -> None:
    assert looks_like(text) is Looks.COMMAND


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"name": "push"',
            '{ "a": 1 }',
            "{ a, b }",
            "(see git)",
            "(a)",
            "\\begin{x} y",
            "x=1; y=2",
            "i=0; i<10",
            "f(x) = 1; g",
        ),
        *("'quoted' text", "{ text }", "alias for git", "function name() {}", "x\\y z"),
    ],
)
def test_what_only_looks_disguised(text: str) -> None:
    assert looks_like(text) in {Looks.OTHER, Looks.TOOL_CALL, Looks.MAYBE}


@pytest.mark.parametrize(
    ("name", "args", "calls"),
    [
        ("python3", ("-c", "os.system('a b')"), [("sh", ("-c", "a b"))]),
        ("python3", ("-c", "subprocess.run(['a', 'b'])"), [("a", ("b",))]),
        ("python3", ("-c", "subprocess.run(f'a {b}', shell=True)"), [("$computed", ())]),
        (
            "python3",
            ("-c", "subprocess.run([sys.executable, '-m', 'pytest'])"),
            [("python3", ("-m", "pytest"))],
        ),
        ("python3", ("-c", "os.system('a ' + b)"), [("$computed", ())]),
        ("node", ("-e", "cp.spawnSync('a', ['b', x])"), [("a", ("b", "$computed"))]),
        ("bun", ("-e", "await Bun.$`git push`"), [("sh", ("-c", "git push"))]),
        ("awk", ("-F:", "{ system($1) }"), [("$computed", ())]),
        ("python3", ("a.py", "os.system('a')"), []),
        ("grep", ("-c", "os.system('a')"), []),
    ],
)
def test_calls_in_code(name: str, args: tuple[str, ...], calls: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(c.name, c.args) for c in calls_in_code(name, args)] == calls


def test_a_call_that_hands_nothing_on() -> None:
    call = Started("pytest", ("-c", "setup.cfg"))
    assert script_of(call) is None
    assert list(calls_handed_on(call)) == []


@pytest.mark.parametrize(
    "command",
    [
        "python3 -c'import os; os.system(\"rm -rf ~\")'",
        "python3 -Ec'import os; os.system(\"rm -rf ~\")'",
        "perl -e'system(\"rm -rf ~\")'",
        "php -r'system(\"rm -rf ~\");'",
        'node --eval=\'require("child_process").execSync("rm -rf ~")\'',
        'node -pe\'require("child_process").execSync("rm -rf ~")\'',
    ],
)
def test_code_glued_to_its_option_is_read(command: str) -> None:
    (check,) = parse_plan(f"## Success Criteria\n\n```bash\n{command}\n```\n".encode(), "p.md").checks
    assert (check.runnable, check.why_not) == (False, WhyNot.SIDE_EFFECT)

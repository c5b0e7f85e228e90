"""Rules are looked up by program: what a table leaves out is never asked, so each names all that its rule knows."""

import pytest

from sisyphus.model.check import WhyNot
from sisyphus.parse.commands.effects import Row
from sisyphus.parse.commands.interactive import _ASKING, _BATCH, _PROMPTS, _SCREENS, INTERACTIVE
from sisyphus.parse.commands.long_running import _ALWAYS, _SCRIPTED, _SERVE_WORDS, _STARTS_FILES, SERVERS
from sisyphus.parse.commands.looks import Looks
from sisyphus.parse.commands.programs import PROGRAMS
from sisyphus.parse.commands.risk import judge
from sisyphus.parse.commands.side_effects import RULES, effect_of
from sisyphus.parse.commands.wrappers import Started

NAMING = [row for row in RULES if row.programs]
NAMES = sorted(PROGRAMS.union(*(row.programs for row in RULES)))
ARGUMENTS = [
    tuple(text.split())
    for text in (
        *(
            "",
            "push",
            "push origin",
            "commit -m x",
            "reset --hard",
            "-X POST https://a.b",
            "-d x https://a.b",
        ),
        *("example.org 25", "pr merge 1", "repo delete x", "a host:/b", "run x", "rm x", "up", "compose up"),
        *("apply -f x", "delete pod x", "create x", "destroy", "start x", "flushall", "prune", "install x"),
        *("--eval db.a.drop()", "-c drop", "flushall now", "DROP TABLE a"),
    )
] + [("-c", "DROP TABLE a"), ("x.db", "delete from a"), ("--eval", "db.a.drop()")]


@pytest.mark.parametrize("row", NAMING, ids=lambda row: row.rule.__name__)
def test_a_rule_tells_nothing_of_programs_that_its_row_leaves_out(row: Row) -> None:
    told = {name for name in NAMES for args in ARGUMENTS if row.rule(name, args)}

    assert told
    assert told <= row.programs


@pytest.mark.parametrize("row", NAMING, ids=lambda row: row.rule.__name__)
def test_what_a_rule_tells_is_told_of_the_call(row: Row) -> None:
    told = [(name, args) for name in sorted(row.programs) for args in ARGUMENTS if row.rule(name, args)]

    assert [t for t in told if not effect_of(Started(f"/usr/bin/{t[0]}", t[1]), ())] == []


@pytest.mark.parametrize(
    "command",
    [
        *("/usr/bin/env rm -rf ~", "/usr/bin/env A=1 rm -rf ~", "/usr/bin/timeout 5 rm -rf ~"),
        *("/bin/nice /usr/bin/env rm -rf ~", "/usr/local/bin/npx prisma db push", "/usr/bin/nohup git push"),
        *("alembic -c a.ini upgrade head", "alembic -n b -c a.ini downgrade -1", "alembic upgrade head"),
    ],
)
def test_a_path_or_options_hide_nothing(command: str) -> None:
    assert judge(command, (), Looks.COMMAND, "bash").why_not is WhyNot.SIDE_EFFECT


DIALOGUES = (
    *("git rebase -i x", "npm login", "yarn login", "pnpm login", "docker login", "vercel login"),
    *("wrangler login", "fly login", "heroku login", "gh auth login", "aws configure", "cypress open"),
    *("tmux attach", "podman run -it a sh", "kubectl exec -it a sh", "artisan tinker"),
)


def test_each_program_that_asks_is_asked_about() -> None:
    assert {text.split()[0] for text in DIALOGUES} == _ASKING


def started(text: str) -> Started:
    name, *args = text.split()
    return Started(name, tuple(args))


@pytest.mark.parametrize("folder", ["", "/usr/bin/", "./"])
def test_whatever_waits_or_serves_is_seen(folder: str) -> None:
    """By its own rule: no other knows those calls."""
    screens = _SCREENS | _BATCH.keys() | {"opencode"}
    waiting = (*DIALOGUES, *screens, *_PROMPTS, "a test --pdb", "npx playwright test --ui")
    serving = (
        *_ALWAYS,
        *(f"{name} {word}" for name, told in _SERVE_WORDS.items() for word in told.split("|")),
        *(f"{name} dev" for name in _SCRIPTED),
        *(f"{name} a/server.x" for name in _STARTS_FILES),
        *(
            "tail -f a",
            "journalctl -f",
            "logs -f",
            "docker logs -f a",
            "podman compose up",
            "kubectl logs -f a",
        ),
        *("adb logs -f", "sleep infinity", "vitest --watch", "tsc -w", "java -jar a-server.jar"),
    )

    assert [text for text in waiting if not INTERACTIVE.have(started(folder + text))] == []
    assert [text for text in serving if not SERVERS.have(started(folder + text))] == []

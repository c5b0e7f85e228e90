"""Programs that do not end by themselves: servers, watchers, and what waits for a person."""

import re
from collections.abc import Callable

from sisyphus.parse.commands.programs import SHELLS, words
from sisyphus.parse.commands.wrappers import Started
from sisyphus.parse.pieces import holds_any

Rule = Callable[[Started], bool]
"""Whether a call is of a kind."""

_SCRIPTED = words("npm pnpm yarn bun deno make just task moon turbo nx rake poe")
_SERVER_SCRIPT = re.compile(
    r"(?:[\w.-]+:)?(?:dev|start|serve|watch|preview|storybook|develop)(?::(?!(?:test|build|check|ci)\b)[\w:.-]+)?$"
)
_ALWAYS = words(
    """uvicorn gunicorn hypercorn daphne nodemon http-server live-server ngrok redis-server mongod
    ts-node-dev watch watchexec entr air caddy json-server serve waitress-serve"""
)
_SERVE_WORDS: dict[str, str] = {
    "next": "dev|start",
    "nuxt": "dev|start|preview",
    "nuxi": "dev|preview",
    "astro": "dev|preview",
    "ng": "serve",
    "react-scripts": "start",
    "expo": "start",
    "wrangler": "dev|tail",
    "tauri": "dev",
    "flask": "run",
    "fastapi": "dev|run",
    "streamlit": "run",
    "jupyter": "notebook|lab|server",
    "mkdocs": "serve",
    "hugo": "server|serve",
    "jekyll": "serve|s",
    "rails": "server|s",
    "artisan": "serve|queue:work|queue:listen|schedule:work|horizon|octane:start|reverb:start|pail",
    **dict.fromkeys(("yii", "spark"), "serve"),
    "console": "server:start|messenger:consume",
    "storybook": "dev",
    "webpack": "serve|watch",
    "gatsby": "develop",
    "dotnet": "watch",
    "celery": "worker|beat",
    "tsx": "watch",
    "cargo": "watch",
    "supabase": "start",
    "firebase": "emulators:start|serve",
    "cloudflared": "tunnel",
    "kubectl": "port-forward|proxy",
    "opencode": "serve|web",
    "turbo": "dev|watch",
    "nest": "start",
    "vite": "dev|serve|preview",
    "docker-compose": "up",
    "mix": "phx.server",
    "flutter": "run",
    "react-native": "start|run-ios|run-android",
}
"""First arguments that make a program serve or watch."""


def is_bounded(call: Started) -> bool:
    """Whether `timeout` ends it."""
    return "timeout" in call.wrappers or "gtimeout" in call.wrappers


def _asks_only(call: Started) -> bool:
    return bool({"--help", "-h", "--version", "-V", "--dry-run", "--check"} & set(call.args))


def _name(call: Started) -> str:
    return call.name.rpartition("/")[2]


def _words(call: Started) -> list[str]:
    return [w for w in call.args if not w.startswith("-")]


def is_script_server(call: Started) -> bool:
    """`npm run dev`, `make serve`, `pnpm start`."""
    if _name(call) not in _SCRIPTED:
        return False
    words = _words(call)
    if not words or _asks_only(call):
        return False
    words = words[1:] if words[0] in {"run", "run-script", "task"} else words
    return bool(words) and bool(_SERVER_SCRIPT.fullmatch(words[0]))


def is_server(call: Started) -> bool:
    """A program that serves or watches, by its name or its first argument."""
    name = _name(call)
    wanted = _SERVE_WORDS.get(name)
    if (wanted is None and name not in _ALWAYS) or _asks_only(call):
        return False
    words = _words(call)
    if name in _ALWAYS or (name == "vite" and not words):
        return True
    starts = bool(wanted) and bool(words) and words[0] in (wanted or "").split("|")
    return starts and not {"-d", "--detach"} & set(call.args)


def is_python_server(call: Started) -> bool:
    """`python -m http.server`, `manage.py runserver`, `php -S`."""
    joined = " ".join((_name(call), *call.args))
    return holds_any(joined, _SERVING_PIECES) and bool(_SERVING.search(joined))


_SERVING = re.compile(
    r"\bhttp\.server\b|\brunserver\b|^php -S |\bspring-boot:run\b|\bbootRun\b|^java .*-jar\b.*server"
)
_SERVING_PIECES = ("server", "php -S", "spring-boot", "bootRun")


def is_follower(call: Started) -> bool:
    """`tail -f`, `--watch`, `journalctl -f`, `docker compose up` in the foreground, `sleep infinity`."""
    name, args = _name(call), call.args
    if name in {"tail", "journalctl", "logs"} and any(re.match(r"-[a-zA-Z]*[fF]|--follow", w) for w in args):
        return True
    if name in {"docker", "podman", "kubectl", "adb"} and "logs" in args and {"-f", "--follow"} & set(args):
        return True
    if (
        name in {"docker", "podman"}
        and "compose" in args
        and "up" in args
        and not {"-d", "--detach", "--wait"} & set(args)
    ):
        return True
    if name == "sleep" and args[:1] == ("infinity",):
        return True
    watches = {"--watch", "--watchAll", "--watch-all"} & set(args) or (name == "tsc" and "-w" in args)
    return bool(watches)


_SERVER_FILE = re.compile(r"(?:.*/)?(?:server|serve)(?:/(?:index|main)?)?(?:\.\w{1,4})?$")
_STARTS_FILES = words("node bun deno tsx ts-node python python3 go ruby php")


def is_server_file(call: Started) -> bool:
    """`node server.js`, `bun run src/server.ts`, `go run ./cmd/server`."""
    if _name(call) not in _STARTS_FILES or _asks_only(call) or {"-c", "-e", "-m"} & set(call.args):
        return False
    words = [word for word in _words(call) if word not in {"run", "watch"}]
    return len(words) == 1 and bool(_SERVER_FILE.match(words[0])) and ("." in words[0] or "/" in words[0])


SERVERS: tuple[Rule, ...] = (is_script_server, is_server, is_python_server, is_server_file, is_follower)
"""What keeps running until it is stopped."""

_SCREENS = words(
    """nano less more htop man telnet ftp fzf k9s lazygit open xdg-open claude codex
    cursor screen irb iex passwd"""
)
_REPLS = words("""python python3 node ruby julia ghci lua psql mysql mongosh redis-cli R""")
_PROMPTS = _REPLS | SHELLS | {"ssh", "read", "select"}


def is_screen(call: Started) -> bool:
    """An editor, a pager, a debugger, a window: something that needs a person."""
    name = _name(call)
    batch = _BATCH.get(name)
    if (not batch and name not in _SCREENS and name != "opencode") or _asks_only(call):
        return False
    if batch:
        return not any(re.match(batch, word) for word in call.args)
    return not call.args if name == "opencode" else name in _SCREENS


_BATCH = {
    **dict.fromkeys(("vim", "vi", "emacs"), r"-[eE]s$|--batch|--headless"),
    "nvim": r"--headless|--startuptime",
    **dict.fromkeys(("gdb", "lldb"), r"-{1,2}batch|-b$"),
    "top": r"-\w*[bl]",
    "claude": r"-p$|--print$|mcp$|doctor$",
    "codex": r"exec$|mcp$|login$",
}
"""The option with which a program on the screen works by itself."""


def is_prompt(call: Started) -> bool:
    """A shell, a REPL or a client without anything to run."""
    name = _name(call)
    if name not in _PROMPTS or call.fed or _asks_only(call):
        return False
    words = _words(call)
    if name in _REPLS or name in SHELLS:
        client = name in {"psql", "mysql", "mongosh"}
        runs = {"-c", "-e", "-f", "--command", "--eval", "--execute", "-l", "--file", "-p", "-m", "-S"} & set(
            call.args
        )
        return not runs and (client or not words) and (client or not call.args)
    if name == "ssh":
        return len(words) < 2 and "-T" not in call.args  # noqa: PLR2004 - a host and a command
    if name == "read":
        return not call.background
    return name == "select"


def is_dialogue(call: Started) -> bool:
    """A subcommand that asks: `git rebase -i`, `npm login`, `docker run -it`, `playwright --ui`."""
    name = _name(call)
    if "--pdb" in call.args:
        return True
    if name not in _ASKING and not any("playwright" in word for word in (name, *call.args)):
        return False
    return bool(_DIALOGUES.search(" ".join((name, *call.args))))


_ASKING = words(
    "git npm yarn pnpm docker vercel wrangler fly heroku gh aws cypress tmux podman kubectl artisan"
)
"""Programs with subcommands that ask; a runner may stand before playwright."""
_DIALOGUES = re.compile(
    r"^git (?:rebase|add|checkout|stash|clean|commit) .*(?:-i\b|--interactive|-p\b|--patch)"
    r"|^git mergetool|^(?:npm|yarn|pnpm|docker|vercel|wrangler|fly|heroku) login"
    r"|^gh auth login|^aws configure|\bplaywright .*(?:--ui\b|--debug\b|codegen\b|show-report)"
    r"|^cypress open|^npm init$|^artisan tinker(?!.*--execute)"
    r"|^tmux (?:attach|a)\b|^(?:docker|podman|kubectl) .*(?:\s-it\b|\s-ti\b|\s-i -t\b|--tty)"
)
INTERACTIVE: tuple[Rule, ...] = (is_screen, is_prompt, is_dialogue)
"""What waits for a person."""

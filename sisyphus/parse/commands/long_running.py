"""Programs that do not end by themselves: servers, watchers, and what follows a log."""

import re

from sisyphus.parse.commands.kinds import Kind, Kinds, asks_only, program_of, words_of
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.wrappers import Started
from sisyphus.parse.pieces import holds_any

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


def is_script_server(call: Started) -> bool:
    """`npm run dev`, `make serve`, `pnpm start`."""
    words = words_of(call)
    if not words or asks_only(call):
        return False
    words = words[1:] if words[0] in {"run", "run-script", "task"} else words
    return bool(words) and bool(_SERVER_SCRIPT.fullmatch(words[0]))


def is_server(call: Started) -> bool:
    """A program that serves or watches, by its name or its first argument."""
    if asks_only(call):
        return False
    name = program_of(call)
    words = words_of(call)
    if name in _ALWAYS or (name == "vite" and not words):
        return True
    starts = bool(words) and words[0] in _SERVE_WORDS[name].split("|")
    return starts and not {"-d", "--detach"} & set(call.args)


def is_python_server(call: Started) -> bool:
    """`python -m http.server`, `manage.py runserver`, `php -S`."""
    joined = " ".join((program_of(call), *call.args))
    return holds_any(joined, _SERVING_PIECES) and bool(_SERVING.search(joined))


_SERVING = re.compile(
    r"\bhttp\.server\b|\brunserver\b|^php -S |\bspring-boot:run\b|\bbootRun\b|^java .*-jar\b.*server"
)
_SERVING_PIECES = ("server", "php -S", "spring-boot", "bootRun")


def is_watcher(call: Started) -> bool:
    """`--watch`, `tsc -w`."""
    return not _WATCHES.isdisjoint(call.args) or ("-w" in call.args and program_of(call) == "tsc")


_WATCHES = words("--watch --watchAll --watch-all")


def is_follower(call: Started) -> bool:
    """`tail -f`, `journalctl -f`, `docker compose up` in the foreground, `sleep infinity`."""
    name, args = program_of(call), call.args
    if name in _LOGS:
        return any(re.match(r"-[a-zA-Z]*[fF]|--follow", word) for word in args)
    if name == "sleep":
        return args[:1] == ("infinity",)
    if "logs" in args and {"-f", "--follow"} & set(args):
        return True
    up = name in _COMPOSERS and "compose" in args and "up" in args
    return up and not {"-d", "--detach", "--wait"} & set(args)


_LOGS = words("tail journalctl logs")
_COMPOSERS = words("docker podman")
_FOLLOWERS = _LOGS | _COMPOSERS | words("kubectl adb sleep")
_SERVER_FILE = re.compile(r"(?:.*/)?(?:server|serve)(?:/(?:index|main)?)?(?:\.\w{1,4})?$")
_CODE = words("-c -e -m")
_STARTS_FILES = words("node bun deno tsx ts-node python python3 go ruby php")


def is_server_file(call: Started) -> bool:
    """`node server.js`, `bun run src/server.ts`, `go run ./cmd/server`."""
    if asks_only(call) or not _CODE.isdisjoint(call.args):
        return False
    words = [word for word in words_of(call) if word not in {"run", "watch"}]
    return len(words) == 1 and bool(_SERVER_FILE.match(words[0])) and ("." in words[0] or "/" in words[0])


SERVERS = Kinds(
    Kind(is_script_server, _SCRIPTED),
    Kind(is_server, _ALWAYS | _SERVE_WORDS.keys()),
    Kind(is_server_file, _STARTS_FILES),
    Kind(is_follower, _FOLLOWERS),
    Kind(is_python_server),
    Kind(is_watcher),
)
"""What keeps running until it is stopped."""

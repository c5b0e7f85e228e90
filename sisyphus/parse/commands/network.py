"""HTTP requests: which of them change something, and where."""

import re

from sisyphus.parse.commands.effects import Effect
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.wrappers import Started

_LOCAL = re.compile(
    r"(?:https?://|wss?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[\w-]+\.(?:local|localhost|test))(?:[:/]|$)"
)
_WRITES = words("POST PUT PATCH DELETE")
_BODY = re.compile(
    r"-d$|--data(?:-\w+)?(?:=|$)|--json(?:=|$)|-F$|--form(?:-string)?(?:=|$)|-T$|--upload-file|--post-data|--post-file|--body-data"
)
CONNECTORS = words("nc ncat netcat socat")
CLIENTS = words("curl wget http https xh httpie grpcurl")


def is_download(call: Started) -> bool:
    """Whether a call fetches something over the network."""
    return call.name.rpartition("/")[2] in {"curl", "wget", "fetch", "aria2c"}


def effect_of_request(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what a request changes: on a local server it is only named, elsewhere it must be approved."""
    if name not in CLIENTS:
        return None
    method = _method(name, args)
    writes_body = any(_BODY.match(word) or re.match(r"-d.", word) for word in args)
    reads = method in {"GET", "HEAD"} or {"-G", "--get"} & set(args)
    if reads or not (method in _WRITES or writes_body):
        return None
    urls = [
        w for w in args if re.match(r"https?://|[\w.-]+:\d+|localhost|127\.|\[::1\]|\$|[\w-]+\.[a-z]{2,}", w)
    ]
    if (
        urls
        and all(_LOCAL.match(url) for url in urls if not url.startswith("$"))
        and not urls[0].startswith("$")
    ):
        return Effect(f"sends a {method or 'POST'} to a local server", stops=False)
    return Effect(f"sends a {method or 'POST'} to another machine")


def effect_of_connection(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what `nc` and its like send; a look at a port (`-z`), and this machine, are no such thing."""
    if name not in CONNECTORS or any(re.fullmatch(r"-[a-zA-Z]*[zhl][a-zA-Z]*", w) for w in args):
        return None
    hosts = [w for w in args if not w.startswith("-") and not w.isdigit()]
    local = all(_LOCAL.match(w) or "localhost" in w or "127.0.0.1" in w or w == "-" for w in hosts)
    return None if local else Effect("sends data to another machine")


def _method(name: str, args: tuple[str, ...]) -> str | None:
    for index, word in enumerate(args):
        if word in {"-X", "--request", "--method"} and index + 1 < len(args):
            return args[index + 1].upper()
        glued = re.match(r"(?:-X|--request=|--method=)([A-Za-z]+)$", word)
        if glued:
            return glued[1].upper()
        if name in {"http", "https", "xh"} and word.upper() in _WRITES | {"GET", "HEAD"}:
            return word.upper()
    return None

"""Takes secrets out of output before it is stored."""

import os
import re
from collections.abc import Mapping

REDACTED = b"[redacted]"
_SECRET_NAME = re.compile(
    r"(?:^|_)(?:TOKEN|KEY|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$|PASSWORD", re.IGNORECASE
)
_SHORTEST_SECRET = 6
"""Shorter values (`1`, `true`, `none`) would take harmless words out of every output."""
_TOKEN_SHAPES = re.compile(
    rb"""
      \bgh[pousr]_[A-Za-z0-9]{30,255}
    | \bgithub_pat_[A-Za-z0-9_]{40,255}
    | \bglpat-[A-Za-z0-9_-]{20,64}
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b
    | \bxox[abeoprs]-[A-Za-z0-9-]{10,255}
    | \bsk-[A-Za-z0-9_-]{20,255}
    | \b[rs]k_live_[A-Za-z0-9]{16,255}
    | \bAIza[A-Za-z0-9_-]{35}
    | \bnpm_[A-Za-z0-9]{36}
    | \bpypi-[A-Za-z0-9_-]{50,255}
    | \beyJ[A-Za-z0-9_-]{8,1024}\.eyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,1024}
    """,
    re.VERBOSE,
)
_URL_PASSWORD = re.compile(rb"(://[^\s/:@]{1,64}:)[^\s/:@]{1,256}(?=@)")
_KEY_BEGIN = re.compile(rb"-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_KEY_END = re.compile(rb"-----END (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----")


def secret_values(environment: Mapping[str, str] | None = None) -> tuple[bytes, ...]:
    """Find values of the environment (our own by default) whose names call them secret; longest first."""
    variables = os.environ if environment is None else environment
    values = {os.fsencode(value) for name, value in variables.items() if _SECRET_NAME.search(name)}
    return tuple(sorted((value for value in values if len(value) >= _SHORTEST_SECRET), key=len, reverse=True))


def redact(text: bytes, secrets: tuple[bytes, ...] = ()) -> tuple[bytes, int]:
    """Replace the given secrets and whatever has the shape of a token or key. Returns also how many."""
    text, count = _without_private_keys(text)
    for secret in secrets:
        found = text.count(secret)
        if found:
            text = text.replace(secret, REDACTED)
            count += found
    text, tokens = _TOKEN_SHAPES.subn(REDACTED, text)
    text, passwords = _URL_PASSWORD.subn(rb"\1" + REDACTED, text)
    return text, count + tokens + passwords


def redact_text(text: str, secrets: tuple[bytes, ...] = ()) -> str:
    """Do the same to a sentence."""
    return redact(text.encode("utf-8", "replace"), secrets)[0].decode("utf-8", "replace")


def _without_private_keys(text: bytes) -> tuple[bytes, int]:
    parts = []
    count = 0
    place = 0
    while begin := _KEY_BEGIN.search(text, place):
        end = _KEY_END.search(text, begin.end())
        parts += [text[place : begin.start()], REDACTED]
        count += 1
        # A key without an end was cut off: what follows may be the rest of it.
        place = end.end() if end else len(text)
    return b"".join([*parts, text[place:]]), count

"""The folder that a plan names beside a command: `npm test` passes in `frontend/`."""

import re

_STATED = re.compile(
    r"(?:^|\s|\()(?:(?:in|from|inside|under)\s+)?[`\"]?(?P<folder>[\w.-]+(?:/[\w.-]+)*)/[`\"]?(?=$|[\s.;)])(?P<rest>.*)$"
)
_LED = re.compile(r"(?:\b(?:in|from|inside|under)\s+[`\"]?|\([`\"]?)$")
_RUNNERS = re.compile(
    r"(?:npm|npx|pnpm|yarn|bun|bunx|cargo|go|pytest|python3?|uv|poetry|make|mvn|gradle|\./\w|dotnet|tsc|vitest|jest|ruff|mypy|bundle|rake)\b"
)


def stated_directory(words: str | None, command: str, context: tuple[str, ...]) -> str | None:
    """Return the one folder in which the plan says that a build or test command runs; `None` without one."""
    if not words or "/" not in words or not _RUNNERS.match(command):
        return None
    if any(line.startswith("cd ") for line in context):
        return None
    match = _STATED.search(words)
    if not match or match["folder"] in command or match["folder"].startswith(".."):
        return None
    led = _LED.search(words[: match.start("folder")])
    return match["folder"] if led and "/" not in match["rest"] else None

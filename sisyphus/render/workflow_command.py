"""Workflow commands of GitHub Actions: `::error file=…,line=…::…`. The one place where they are written."""

from collections.abc import Mapping

from sisyphus.render.terminal import safe


def workflow_command(name: str, properties: Mapping[str, str], message: str) -> str:
    """Return one command on one line; nothing in it ends the command or begins another."""
    listed = ",".join(f"{key}={_in_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_in_message(message)}"


def _in_message(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_message(text).replace(":", "%3A").replace(",", "%2C")

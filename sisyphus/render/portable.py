"""Command output in files for other tools: cut to its end, without what a format cannot hold."""

import re

_ANSI = re.compile(r"\x1b(?:\[[0-9;?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\))")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write, not even as a reference."""
OUTPUT_CHARS = 32_768


def tail(text: str, limit: int = OUTPUT_CHARS) -> str:
    """Return the end of an output without colours, from a line's start; a first line says what was cut."""
    plain = _ANSI.sub("", text)
    if len(plain) <= limit:
        return plain
    end = plain[-limit:]
    end = end[end.find("\n") + 1 :]
    return f"[... {len(plain) - len(end)} characters cut ...]\n{end}"


def xml_text(text: str) -> str:
    """Return text as XML content or attribute value; what XML 1.0 cannot hold becomes U+FFFD."""
    legal = _ILLEGAL.sub("\ufffd", text)
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;")):
        legal = legal.replace(char, name)
    return legal


def xml_attribute(text: str) -> str:
    """Return text as an attribute's value, which would lose its line ends otherwise."""
    return xml_text(text).replace("\n", "&#10;").replace("\t", "&#9;")


def whole_text(text: str) -> str:
    """Return text that UTF-8 can hold: lone surrogates of odd file names become U+FFFD."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")

"""Names as words of a command line that somebody may paste, on one line whatever they hold."""

import shlex


def shell_word(text: str) -> str:
    """Return text as one word for bash and zsh: what is not printable is written as an escape."""
    if text.isprintable():
        return shlex.quote(text)
    return "$'" + "".join(map(_escaped, text)) + "'"


def path_word(path: str) -> str:
    """Return a path as one word that no program takes for an option."""
    return shell_word(f"./{path}" if path.startswith("-") else path)


def _escaped(char: str) -> str:
    if char in "\\'":
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 - a byte of a name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\U{code:08x}"  # noqa: PLR2004 - ASCII

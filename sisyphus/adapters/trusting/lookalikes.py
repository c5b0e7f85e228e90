"""Characters that make a command another one than it seems: unseen, reordering, of another script."""

import re
from unicodedata import category, name

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
_PLAIN = frozenset("\n\t")
_SCRIPTS = (
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "CHEROKEE",
    "COPTIC",
    "LISU",
    "FULLWIDTH",
    "MATHEMATICAL",
    "MODIFIER",
)
"""Scripts with letters that look like Latin ones."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMED_AT_MOST = 3


def find_deceptive(text: str) -> tuple[str, ...]:
    """Return, in words, what of a command the eye would not notice; empty for nearly all."""
    if text.isascii() and all(c.isprintable() or c in _PLAIN for c in text):
        return ()
    odd = dict.fromkeys(c for c in text if c not in _PLAIN and _is_odd(c))
    for word in _WORD.findall(text):
        if any(c.isascii() for c in word):
            odd |= dict.fromkeys(c for c in word if name(c, "").startswith(_SCRIPTS))
    named = [f"U+{ord(c):04X} {name(c, 'control character')}" for c in odd]
    rest = len(named) - _NAMED_AT_MOST
    return (*named[:_NAMED_AT_MOST], *([f"and {rest} more"] if rest > 0 else []))


def _is_odd(char: str) -> bool:
    """Whether a character shows nothing, or a blank that the shell takes for a letter."""
    kind = category(char)
    return kind in _UNSEEN or (kind == "Zs" and char != " ")

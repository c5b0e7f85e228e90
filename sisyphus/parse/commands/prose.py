"""Sentences told from shell text."""

import re
from collections.abc import Sequence
from functools import lru_cache

from sisyphus.parse.commands.programs import PROGRAMS, words

FUNCTION_WORDS = words(
    """the a an is are was were be been that this these those should must would may has have had it its
    they their there into when where which while without because any each every both also still exists
    existing sure successfully and or but not with of than via returns shows passes succeeds fails
    prints using before after then however instead"""
)
"""Words that a sentence holds, and an unquoted part of a command hardly ever."""

_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[$<]\([^()]*\)", re.DOTALL)
_WORD = re.compile(r"(?<![\w./:=@$%+*{<-])[A-Za-z']+(?![\w./:=@*+}>-])")
_LETTERS = re.compile(r"[a-z]+")
_OPTION = re.compile(r"(?:^|\s)--?[A-Za-z][\w-]*(?:[=\s]|$)")
_SHELL_SIGN = re.compile(
    r"\s(?:\||&&|\|\||>>?|2>&1|<<)\s|\s2>|\s\|\s*$|;\s*(?:then|do|echo|exit|test)\b|\$\(|\s&$|<<-?\s*['\"]?\w"
)
_LOOSE = re.compile(r"(?:^|[;&|]\s*)(?:echo|printf|for|if|while)\s|<<")
_LOOSE_WORDS = ("echo ", "printf ", "for ", "if ", "while ")


_STAND_FOR_OTHERS = words("tests suite commands following checks steps above below")


def names_others(words: Sequence[str]) -> bool:
    """Whether words are for commands that stand elsewhere: `the following`, `unit tests`."""
    return words[0] in FUNCTION_WORDS or words[-1].rstrip(".:") in _STAND_FOR_OTHERS


def option_in(text: str) -> bool:
    """Whether the text holds a word such as `-n` or `--all`."""
    return bool(_OPTION.search(text))


def has_shell_sign(text: str) -> bool:
    """Whether the text holds an operator of the shell."""
    return bool(_SHELL_SIGN.search(text))


def without_quotes(text: str) -> str:
    """Replace every quoted part by as many characters that no rule looks for."""
    quotes = "'" in text or '"' in text or "`" in text or "<(" in text or "$(" in text
    return _without_quotes(text) if quotes else text


@lru_cache(maxsize=512)
def _without_quotes(text: str) -> str:
    """Do so; of the same command it is asked several times in a row."""
    return _QUOTED.sub(lambda m: "\x01" * len(m[0]), text)


def _may_join(text: str) -> bool:
    """Whether a text holds what a loose word may stand behind, or before."""
    return ";" in text or "&" in text or "|" in text or "<<" in text or "\t" in text or "\n" in text


def is_prose(text: str) -> bool:
    """Whether the unquoted part of a text reads as a sentence."""
    if " + " not in text and FUNCTION_WORDS.isdisjoint(_LETTERS.findall(text.casefold())):
        return False
    if text.startswith(_LOOSE_WORDS) or (_may_join(text) and _LOOSE.search(text)):
        return False
    bare = without_quotes(text)
    if " + " in bare and "((" not in bare and not bare.startswith("expr ") and _ADDED.search(bare):
        return True
    found = sum(map(FUNCTION_WORDS.__contains__, _WORD.findall(bare.casefold())[1:]))
    return found > 1 or (found > 0 and not option_in(bare) and not has_shell_sign(bare))


_ADDED = re.compile(r"\w \+ [a-z]\w")
"""Two commands, or a command and something else, in one breath: `npm test + lint`."""
_NOT_SHELL = re.compile(
    r"[-*+•] |\d+[.)] |[├└│]|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH) [\w*\"]|[{}\]]"
    r"|\[(?![\[ ])"
    r"|<\w|//|/\*|(?:import|from) [\w{*@.\"']+ (?:import|from)\b|import [\w.{\"']+;?$"
    r"|(?:const|let|var|def|class|interface|func|fn|pub)\s+\w+|\"[^\"]*\"\s*[:,]?\s*(?:$|[^\s|&;])"
    r"|[A-Z][\w ]{2,40}:(?:\s|$)|\|.*\|$|→|=>|>>> |\.\.\.$|…"
)
_FEWEST = 3
"""Words of the shortest sentence that is told from a command."""


def is_not_shell(text: str) -> bool:
    """Whether a line in a shell block is no shell: a list, another language, a sentence."""
    if _NOT_SHELL.match(text) or not text[:1].isascii():
        return True
    words = text.split()
    if len(words) < _FEWEST or words[0] in PROGRAMS or not words[0][:1].isupper():
        return False
    return not re.match(r"[A-Z_]+=|[A-Z][a-z]+-[A-Z]", words[0]) and not re.search(r"\s-{1,2}\w|[|&;$]", text)

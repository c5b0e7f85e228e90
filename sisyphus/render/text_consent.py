"""What the user is shown before a command runs for the first time: all of it, and what speaks against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import category

from sisyphus.model.check import Check, WhyNot
from sisyphus.render.assertions import expectation_words
from sisyphus.render.terminal import safe

CHOICES = "[o]nce, [a]lways, [s]kip, [d]eny, [q]uit, all, ? for help "
HELP = """\
  o  once    run it now, and ask again next time
  a  always  run it now and from now on, as long as not a word of it changes
  s  skip    do not run it now (so does an empty line)
  d  deny    never run it, whatever else allows it, until you revoke that
  q  quit    skip it and all that follow; what you have allowed so far runs
  all        show all that are left, and ask once for all of them
"""
OWN_CHOICES = "type once or always to run it; [s]kip, [d]eny, [q]uit, ? for help "
OWN_HELP = """\
  once       run it now, and ask again next time
  always     run it now and from now on, as long as not a word of it changes
  s  skip    do not run it now (so does an empty line)
  d  deny    never run it and do not ask again, until you revoke that
  q  quit    skip it and all that follow; what you have allowed so far runs
"""
_BLANKS = "\t"
_MOST_WORDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One command that nobody has allowed yet, and what there is to know about it."""

    check: Check
    number: int
    total: int
    limit_s: float
    author: tuple[str, str] | None
    """Who last changed the line, and in which commit; `None` when it is not committed."""
    before: str | None = None
    """The command that was allowed in this place."""
    reasons: tuple[str, ...] = ()
    """Why one that was allowed is asked for again."""
    deceptive: tuple[str, ...] = ()
    """Characters that make it seem another one."""
    room: str = "as you, with your rights"
    """Where it runs."""


def render_own_heading(number: int) -> str:
    """Return what is said before commands that need an approval of their own."""
    what = "command reaches" if number == 1 else "commands reach"
    return (
        f"{number} {what} beyond the work tree or will not end by itself. `all` and\n"
        "--trust-all never allow that: answer for each, or quit. Without it the plan\n"
        "can be proven all the same.\n"
    )


def render_question(question: Question) -> str:
    """Return the text to be shown above the choice."""
    return "".join(f"{row}\n" for row in _rows(question))


def _rows(question: Question) -> Iterator[str]:
    check = question.check
    author = "not committed, author unknown"
    if question.author:
        author = f"last changed by {question.author[0]} in {question.author[1]}"
    place = f"{check.path}:{check.line}"
    yield safe(f"Command {question.number} of {question.total}, {place} ({author})")
    for reason in question.reasons:
        yield f"  asked again: {safe(reason)}"
    if question.before is not None:
        yield "  asked again: it was changed since you allowed it:"
        yield from (f"    {row}" for row in word_diff(question.before, shell_text(check)))
        yield "  and reads now:"
    for row in shell_text(check).split("\n"):
        yield f"    {exact(row)}"
    if not check.runnable:
        yield from (f"  RISK: {safe(words)}" for words in _risks(question))
    if question.deceptive:
        yield safe(f"  beware: it holds {', '.join(question.deceptive)}")
    yield safe(f"  runs in {check.cwd} with {check.shell}, at most {question.limit_s:g} s, {question.room}")
    yield safe(f"  expects: {expectation_words(check.expect)}")
    if check.runnable and check.risk:
        yield safe(f"  risk: {check.risk}")
    yield "  Allowing the text does not vet the programs and files that it runs."


def _risks(question: Question) -> Iterator[str]:
    if question.check.risk:
        yield question.check.risk
    if question.check.why_not is WhyNot.LONG_RUNNING:
        yield f"it does not end by itself: stopped after {question.limit_s:g} s, it is a timeout, no pass"


def shell_text(check: Check) -> str:
    """Return all that is handed to the shell: the lines before the command, then the command."""
    return "\n".join((*check.context, check.command))


def exact(text: str) -> str:
    """Return a line so that nothing of it is hidden: each character that is no plain one is named."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) for c in text)


def _shown(char: str) -> str:
    if char == "\r" or (category(char) == "Zs" and char != " "):
        return f"<U+{ord(char):04X}>"
    return char if char.isprintable() else " " if char in _BLANKS else safe(char)


def word_diff(old: str, new: str) -> list[str]:
    """Return the new text with what was taken out as `[-old-]` and what came in as `{+new+}`.

    White space counts: a change of it alone is marked too.
    """
    before, after = _words(old), _words(new)
    parts: list[str] = []
    matcher = SequenceMatcher(None, before[:_MOST_WORDS], after[:_MOST_WORDS], autojunk=False)
    for kind, i, j, k, n in matcher.get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:n])
        if kind == "equal":
            parts.append(come)
        else:
            parts += [f"[-{gone}-]"] if gone else []
            parts += [f"{{+{come}+}}"] if come else []
    rest = "".join(after[_MOST_WORDS:])
    return [exact(row) for row in "".join([*parts, rest]).split("\n")]


def _words(text: str) -> Sequence[str]:
    """Split at blanks and keep them: joined again the words are the text."""
    words: list[str] = []
    for char in text:
        if words and char.isspace() == words[-1][-1].isspace() and char != "\n" and words[-1] != "\n":
            words[-1] += char
        else:
            words.append(char)
    return words

"""What a task says about its commit, in all the forms of its Commit field."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sisyphus.model.plan import CommitPlan
from sisyphus.parse.plans.dependencies import parse_needs
from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.fields import FieldLine
from sisyphus.parse.plans.paths import path_names

YES = re.compile(r"\W*(?:yes|y|true|是|需要|예|네|はい|s[ií]|sim|да|có|ya|ja|oui)\b", re.IGNORECASE)
NO = re.compile(
    r"\W*(?:(?:no|n|none|false|无|無|não|нет|không|tidak|nein|non)(?![\w-])|否|不|아니|없음|いいえ|なし)",
    re.IGNORECASE,
)
_GROUPED = re.compile(
    r"(?:group(?:s|ed)?|together|combined?|same commit|merged?|included?|squash(?:ed)?)"
    r"\s*(?:with|as|in|into)?"
    r"\s+(?:the\s+)?(?:commits?|tasks?)?\s*(?P<labels>[^()|;]*)"
    r"|\b(?:(?:part of|with)\s{1,3}(?:the\s{1,3})?(?=[a-z])"
    r"|(?:part of|amend(?:ed|s|ments?)?|fold(?:ed|s)?|roll(?:ed|s)?|goes)"
    r"(?:\s{1,3}(?:in|to|into|with))?\s{1,3}(?:the\s{1,3})?)"
    r"(?P<tasks>(?:commits?\s{1,3}(?:(?:of|for)\s{1,3})?)?(?:tasks?|todos?|waves?)?\s{0,3}#?(?:T-?)?\d[^()|;]*)"
    r"|(?:groupée? avec|agrupad[oa] con|agrupad[oa] com|junto con|junto com|вместе с|в коммите с"
    r"|zusammen mit|gruppiert mit|cùng với|gộp với|bersama(?: dengan)?|digabung dengan)"
    r"\s+(?P<translated>[^()|;]*)",
    re.IGNORECASE,
)
_GROUPED_CJK = re.compile(
    r"(?:任务|任務|작업|태스크|タスク|task)?\s*(?P<labels>T?\d[\w\s,、.~–-]{0,60}?)\s*"
    r"(?:번\s*)?(?:과|와|と|一起|一同|合并|合併|的一部分|에서)\s*(?:함께|일괄|묶|一緒|まとめ|提交|커밋|合并|合併|一起)?"
    r"|(?:合并|合併|并入|併入|归入|歸入)(?:[到至入在于於]\s*)?(?P<behind>(?:任务|任務)?\s*T?\d[\w\s,、.~–-]{0,60})",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"`([^`\n]+)`|\"([^\"\n]+)\"|(?<!\w)'([^'\n]+)'(?!\w)")
_GIT_COMMIT = re.compile(
    r"git commit\b[^\n]{0,80}?-\w{0,3}m\s+(?P<quote>[\"'])(?P<message>[^\n]{1,300})(?P=quote)"
)
_EMPTY = re.compile(r"\W*(?:(?:none|n/?a|nothing|null|无|無|없음|なし|нет)\b.*)?", re.IGNORECASE)
_SEPARATORS = " |:,—–-"
_LAST_BRACKET = re.compile(r"\s?\([^()]*\)$")
_CONVENTIONAL = re.compile(r"[a-z]{2,10}(?:\([^()\n]{1,40}\))?!?: \S.*$")


@dataclass(slots=True)
class _Draft:
    """A commit plan under way."""

    wanted: bool | None = None
    message: str | None = None
    files: tuple[str, ...] = ()
    with_tasks: tuple[str, ...] = ()
    pre_commit: str | None = None


def read_commit(lines: Iterable[FieldLine]) -> CommitPlan:
    """Read the lines of one task's Commit field, and of those that follow; the first YES or NO counts."""
    draft = _Draft()
    part: Field | None = None
    inside = False
    for line in lines:
        if line.field is Field.COMMIT:
            inside = True
            if part and not line.opens:
                # `Files:` with a list below it.
                _add_part(draft, part, line.value)
                continue
            part = None
            _add_value(draft, line.value)
        elif line.opens:
            inside = inside and line.field in _PARTS
            part = line.field if inside and not line.value.strip("*` ") else None
            if inside and line.field:
                _add_part(draft, line.field, line.value)
    return CommitPlan(
        wanted=draft.wanted,
        message=draft.message,
        files=draft.files,
        with_tasks=draft.with_tasks,
        pre_commit=draft.pre_commit,
    )


_PARTS = frozenset({Field.MESSAGE, Field.FILES, Field.PRE_COMMIT})


def _add_value(draft: _Draft, value: str) -> None:
    """Add what stands on the Commit line itself, such as `YES (groups with 3)` or a message."""
    if draft.wanted is None:
        draft.wanted = True if YES.match(value) else False if NO.match(value) else None
    message = _message(value)
    if not draft.with_tasks:
        # `feat(x): merge 2 readers` speaks of no task; `feat(x): read it (groups with 2)` does.
        draft.with_tasks = _grouped(value.replace(message.partition(" (")[0], "", 1) if message else value)
    if draft.message is None and message:
        draft.message = message
        draft.wanted = True if draft.wanted is None else draft.wanted


def _grouped(value: str) -> tuple[str, ...]:
    """Return the labels of the tasks, or the names of the waves, whose commit holds the task's change."""
    for match in _GROUPED.finditer(value):
        if found := parse_needs(match["labels"] or match["tasks"] or match["translated"] or ""):
            return found
    cjk = None if value.isascii() else _GROUPED_CJK.search(value)
    return parse_needs(cjk["labels"] or cjk["behind"]) if cjk else ()


def _message(value: str) -> str | None:
    """Return a commit message in a value: quoted, or in the form `type(scope): subject`."""
    if command := _given_to_git(value):
        return command
    quoted = _QUOTED.search(value)
    yes = None if quoted else YES.match(value)
    text = _inner(quoted) if quoted else value[yes.end() :] if yes else value
    if found := _CONVENTIONAL.match(text.strip(" " if quoted else _SEPARATORS)):
        message = found[0].strip()
        remark = _LAST_BRACKET.search(message)
        return message[: remark.start()].rstrip() if remark and _grouped(remark[0]) else message
    if quoted and " " in text and (YES.match(value) or not quoted.start()):
        return text
    return None


def _given_to_git(value: str) -> str | None:
    """Return the message in `git commit -m "…"`."""
    command = _GIT_COMMIT.search(value)
    return command["message"].strip() if command else None


def _add_part(draft: _Draft, part: Field, value: str) -> None:
    if _EMPTY.fullmatch(value):
        return
    match part:
        case Field.MESSAGE if draft.message is None:
            # All of it: `Found the project: tools` is no message of type "project".
            draft.message = _given_to_git(value) or quoted_text(value).strip()
            draft.wanted = True if draft.wanted is None else draft.wanted
        case Field.FILES:
            draft.files = tuple(dict.fromkeys((*draft.files, *path_names(value))))
        case Field.PRE_COMMIT if draft.pre_commit is None:
            draft.pre_commit = quoted_text(value).strip()
        case _:
            pass


def fenced_message(lines: Sequence[str], below: int) -> str | None:
    """Return the message in a fence right below the line (from 1) of a Commit field that holds none."""
    inside = [text for line in lines[below : below + 4] if (text := line.strip())][:2]
    if len(inside) < _FENCED or not inside[0].startswith("```"):
        return None
    return _given_to_git(inside[1]) or (inside[1] if _CONVENTIONAL.match(inside[1]) else None)


_FENCED = 2
"""Lines: the fence, and the first in it."""


def quoted_text(value: str) -> str:
    """Return what is quoted in a value, or else the whole."""
    quoted = _QUOTED.search(value)
    return _inner(quoted) if quoted else value


def _inner(quoted: "re.Match[str]") -> str:
    return quoted[1] or quoted[2] or quoted[3]

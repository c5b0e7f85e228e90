"""Lists of task labels as authors write them."""

import re
from functools import lru_cache

from sisyphus.model.regex import regex
from sisyphus.parse.plans.lettered import lettered
from sisyphus.parse.plans.numerals import hashed, in_digits
from sisyphus.parse.plans.wave_names import names_wave, spell_out, wave_at_start

_NONE = regex(
    r"\W*(?:none|nothing|no\b|n/a|null|nil|-+|—|无|無|沒有|没有|없음|없다|なし|ningun[oa]|ninguém|nenhum[a]?|nada"
    r"|нет|ничего|ничем|không|tidak ada|keine?[nr]?\b|nichts|niemand|aucune?|rien)",
    re.IGNORECASE,
)
_REMARK = regex(r"\([^()]*\)|（[^（）]*）")
_DEPENDS = regex(r"depends?(?: on)?:?\s*([^()]*)", re.IGNORECASE)
_NOT_LABEL = regex(
    r"\b(?:wave|phase|stage|sprint|milestone|波次|阶段|day|week)s?\s*[#:]?\s*[\d,\s–-]+", re.IGNORECASE
)
# Of scripts without blanks a word may stand right before a number (`任务1`), and a joining one behind it.
_RANGE = regex(
    r"(?<![a-z0-9_.])(?P<head>(?-i:[A-Z]{1,3}-?|f)?)(?P<first>\d{1,4}(?:\.\d+)*[a-z]?)"
    r"(?:\s*(?:[-–—~至到]|to|through|\.\.|bis|hasta|até|đến|sampai|hingga|по)\s*(?P<head2>(?-i:[A-Z]{1,3}-?|f)?)(?P<last>\d{1,4}))?"
    r"(?:(?=[和及与與或과와]|完成)|(?![\w.]*\w))",
    re.IGNORECASE,
)
_LONGEST_RANGE = 500


_NUMBERS = regex(r"[0-9]{1,4}(?:, [0-9]{1,4})*")
"""The most frequent list."""


def names_none(text: str) -> bool:
    """Whether a list says that there is nothing on it."""
    return bool(_NONE.match(hashed(text)))


@lru_cache(maxsize=4096)
def parse_labels(text: str) -> tuple[str, ...]:
    """Read `1, 3-5`, `[T1, T2]`, `Tasks 4-20`, `F1-F4` or `None` into labels; ranges are spelt out."""
    if _NUMBERS.fullmatch(text):
        return tuple(dict.fromkeys(text.split(", ")))
    if letters := lettered(text):
        return letters
    text = hashed(text)
    if not text or _NONE.match(text):
        inner = _DEPENDS.search(text)
        if not inner:
            return ()
        text = inner[1]
    text = in_digits(_NOT_LABEL.sub(" ", _REMARK.sub(" ", text)))
    labels: dict[str, None] = {}
    for match in _RANGE.finditer(text):
        head, first, last = match["head"], match["first"], match["last"]
        same = match["head2"] in {"", None} or match["head2"] == head
        if last and first.isdigit() and same and 0 <= int(last) - int(first) <= _LONGEST_RANGE:
            labels.update((f"{head}{n}", None) for n in range(int(first), int(last) + 1))
        else:
            labels[head + first] = None
            if last:
                labels[(match["head2"] or "") + last] = None
    return tuple(labels)


_LIST_BREAK = regex(r"[,;\uff0c\uff1b\u3001&+]|\b(?:and|und|et|y|и|và|dan)\b|[和及与與]")


@lru_cache(maxsize=4096)
def parse_needs(text: str) -> tuple[str, ...]:
    """Read likewise what a task waits for, where `Wave 1` may stand among the labels: it is kept as such."""
    if _NUMBERS.fullmatch(text) or not names_wave(text):
        return parse_labels(text)
    text = hashed(text)
    if _NONE.match(text):
        inner = _DEPENDS.search(text)
        if not inner:
            return ()
        text = inner[1]
    found: dict[str, None] = {}
    for piece in _LIST_BREAK.split(_REMARK.sub(" ", spell_out(text))):
        wave = wave_at_start(piece)
        labels = parse_labels(wave[1] if wave else piece)
        # `Wave 1: Task 2` says where the task stands.
        found.update(dict.fromkeys(labels or ((wave[0],) if wave else ())))
    return tuple(found)


_COUNTED = regex(r"#?\d[\w.-]*\s+(?P<word>[a-z]{3,})")
_JOINS = frozenset(
    {
        "and",
        "for",
        "plus",
        "must",
        "completion",
        "complete",
        "done",
        "through",
        "then",
        "und",
        "dan",
        "bis",
        "hasta",
        "sampai",
        "hingga",
    }
)
TASKS = regex(
    r"\b(?:tasks?|todos?|steps?|waves?|phases?|tareas?|tarefas?|aufgaben?|tâches?|tugas|final)\b"
    r"|công việc|nhiệm vụ|任务|任務|작업|태스크|タスク|задач|波次|阶段|階段|웨이브"
    r"|(?:^|[,;/&+]\s{0,3})[\W_]{0,12}(?-i:[A-Z]{1,3}-?|f)\d",
    re.IGNORECASE,
)


def lists_tasks(text: str) -> bool:
    """Whether a value may be a list of tasks, rather than of other things: `Node 20`, `3 files`."""
    text = hashed(text.lstrip(" *`[(_"))
    if text[:1].isdigit() or text[:1] == "#":
        counted = _COUNTED.match(text)
        return counted is None or counted["word"] in _JOINS
    return bool(TASKS.search(text)) or names_none(text)


_IN_TITLE = regex(
    r"(?:[(（\[【]|\s[-–—→]\s)\s{0,3}"
    r"(?:depends?(?:[ _]on)?|deps|dependency|dependencies|blocked by|needs|requires|after"
    r"|依赖于?|依賴於?|被?阻塞[于於]|受阻[于於]|前置(?:任务|任務)|依存|의존|선행(?: 작업)?"
    r"|bloqueado por|blockiert von|зависит от|depende de|dépend de|abhängig von|phụ thuộc"
    r"|bergantung pada)[\s:：#]{0,3}"
    r"(?P<labels>(?:(?:\b(?:tasks?|todos?|and|und|et|y|e|и)\b|任务|任務|작업|タスク|和|[,、&+–-]"
    r"|(?<![\w.])[A-Z]{0,3}-?\d{1,4}(?:\.\d{1,4}){0,3}[a-z]?(?!\w))[\s#]{0,3}){1,60})(?:[)）\]】]|$)",
    re.IGNORECASE,
)


def needs_in_title(title: str) -> tuple[str, ...]:
    """Return the labels of `Build it (depends: 3, 5)`; other words beside labels say something else."""
    marked = "(" in title or "[" in title or " - " in title or not title.isascii()
    found = _IN_TITLE.search(title) if marked else None
    return parse_labels(found["labels"]) if found else ()


_NEEDS = regex(
    r"(?:\bdepends?(?: on)?|blocked[ -]by|requires|needs|\bafter|依赖于?|依賴於?|의존|依存)[\s:：]{0,3}"
    r"(?P<labels>(?:(?!\bblock|阻塞|\s/\s)[^;；|()→.]|\.(?=[\dx]))*)",
    re.IGNORECASE,
)


def needs_in_prose(text: str) -> tuple[str, ...]:
    """Return the labels behind `depends on` or a word like it."""
    found = _NEEDS.search(text)
    return parse_needs(found["labels"]) if found else ()

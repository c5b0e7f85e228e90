"""The nouns that tell what a figure counts."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from sisyphus.model.claim import Counted

_NOUNS: Mapping[Counted | str, str] = MappingProxyType(
    {
        "tests": r"tests?\b|specs?\b|test cases?|assertions?|测试|用例",
        "verification": r"verif\w*|validat\w*|checks?\b|gates?\b|scans?\b|验证|检查",
        "other": (
            r"files?\b|commits?\b|lines?\b|endpoints?|tools?\b|plans\b|examples?\b|commands?\b|scripts?\b"
            r"|sessions?\b|features?\b|components?\b|pages?\b|modules?\b|waves?\b|phases?\b|milestones?\b|days?\b"
            r"|issues?\b|bugs?\b|errors?\b|warnings?\b|documents?\b|agents?\b|services?\b|questions?\b|users?\b"
            r"|steps?\b|workers?\b|sub-?tasks?\b|score|stars?\b|lighthouse|points?\b|rating|runs?\b|attempts?\b"
            r"|requests?\b|models?\b|files\b|routes?\b|packages?\b|skills?\b|blockers?\b|categor\w*"
        ),
        Counted.FINAL_WAVE: r"final[ -](?:verification )?wave|F1\s?[-–]\s?F4|final reviews?",
        Counted.DEFINITION_OF_DONE: r"definition of done|\bDoD\b|完成定义",
        Counted.ACCEPTANCE: r"acceptance(?: criteri\w+)?|criteri(?:a|on)|验收",
        Counted.DELIVERABLES: r"deliverables?|交付物",
        Counted.CHECKLIST: r"checklists?|清单",
        Counted.BOXES: r"check ?box(?:es)?|\bbox(?:es)?\b|复选框",
        Counted.TASKS: r"tasks?\b|to-?dos?\b|work items?|任务|タスク|작업|tareas?\b|tarefas?\b|aufgaben?\b|t[âa]ches?\b",
        Counted.WORK: r"\bitems?\b|overall|progress|plan status|implementation|\bcomplete[d]?\b|\bdone\b|进度|完成",
    }
)

NOUN = re.compile(
    "|".join(f"(?P<n{number}>{pattern})" for number, pattern in enumerate(_NOUNS.values())), re.IGNORECASE
)
_MEANS = tuple(_NOUNS)


def meaning(match: re.Match[str]) -> Counted | str:
    """Return what a noun that `NOUN` found stands for: a `Counted`, `tests`, `verification` or `other`."""
    return _MEANS[int((match.lastgroup or "n0")[1:])]


def counted_by(before: str, after: str, heading: str) -> Counted | str | None:
    """Return what a figure between `before` and `after` counts; `None` when no word tells.

    The word right behind it counts most, then the nearest in front, then the heading's. `other` is a word for
    something that no plan counts.
    """
    behind = NOUN.search(after[:30])
    if behind and meaning(behind) is not Counted.WORK:
        return meaning(behind)
    in_front = [meaning(m) for m in NOUN.finditer(before[-60:])]
    named = [m for m in in_front if m is not Counted.WORK]
    if named:
        return named[-1]
    above = [m for m in map(meaning, NOUN.finditer(heading[:120])) if m is not Counted.WORK]
    if above:
        return above[-1]
    return Counted.WORK if in_front or behind else None

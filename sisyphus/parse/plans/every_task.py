"""`All previous tasks` in a list of what a task waits for."""

import re

from sisyphus.model.regex import regex
from sisyphus.parse.plans.dependencies import parse_needs
from sisyphus.parse.plans.wave_names import EVERY_TASK

_ALL = regex(
    r"\W*(?:all|every(?:thing)?|所有|全部|모든|すべて|全て|tod[ao]s|toutes|tous|alle|все|tất cả|semua)"
    r"(?![a-z])[\s的の]{0,3}"
    r"(?:(?:the|las|les|implementation|实现|구현)\s{0,3})?"
    r"(?:(?:previous|prior|preceding|earlier|above|other|implementation|前置|之前|이전|前の|vorherigen|предыдущие)"
    r"[\s的の]{0,3})?"
    r"(?:tasks?|todos?|任务|任務|작업|태스크|タスク|tareas|tarefas|tâches|aufgaben|задачи|công việc|tugas)?"
    r"(?:\s{0,3}(?:above|before|anteriores|précédentes|trước|sebelumnya|完成))?"
    r"\s{0,3}(?:[(\uff08](?P<inner>[^()\uff08\uff09]{0,200})[)\uff09]\s{0,3})?\W*$",
    re.IGNORECASE,
)
"""Nothing but all of the tasks: `All tests pass` is another thing."""


def every_task(text: str) -> tuple[str, ...]:
    """Read `All previous tasks` and `ALL (Tasks 1-11)`; nothing in a value that does not say all."""
    match = _ALL.match(text)
    if match is None:
        return ()
    return (match["inner"] and parse_needs(match["inner"])) or (EVERY_TASK,)

"""`All previous tasks` in a list of what a task waits for."""

import re

from sisyphus.model.regex import regex
from sisyphus.parse.plans.dependencies import parse_needs
from sisyphus.parse.plans.wave_names import EVERY_TASK

_ALL = regex(
    r"\W*(?:all|every|所有|全部|모든|すべて|全て|tod[ao]s|toutes|tous|alle|все|tất cả|semua)"
    r"(?![a-z])[\s的の]*"
    r"(?:(?:the|las|les|implementation|实现|구현)\s*)?"
    r"(?:(?:previous|prior|preceding|earlier|above|other|implementation|前置|之前|이전|前の|vorherigen|предыдущие)"
    r"[\s的の]*)?"
    r"(?:tasks?|todos?|任务|任務|작업|태스크|タスク|tareas|tarefas|tâches|aufgaben|задачи|công việc|tugas)?"
    r"(?:\s*(?:above|before|anteriores|précédentes|trước|sebelumnya|完成))?"
    r"\s*(?:[(\uff08](?P<inner>[^()\uff08\uff09]*)[)\uff09]\s*)?\W*$",
    re.IGNORECASE,
)
"""Nothing but all of the tasks: `All tests pass` is another thing."""


def every_task(text: str) -> tuple[str, ...]:
    """Read `All previous tasks` and `ALL (Tasks 1-11)`; nothing in a value that does not say all."""
    match = _ALL.match(text)
    if match is None:
        return ()
    return (match["inner"] and parse_needs(match["inner"])) or (EVERY_TASK,)

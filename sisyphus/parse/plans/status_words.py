"""The words that tell the state of a task in a table's column of states: one table, in eleven languages."""

from sisyphus.model.plan import State

# ruff: noqa: E501
# The lines hold words in scripts that are twice as wide.

_HEADERS = """status|state|progress|done|状态|狀態|进度|進度|상태|ステータス|状態|estado|статус|состояние|trạng thái|zustand|statut|état"""
STATUS_WORDS: dict[State, str] = {
    State.OPEN: """todo|to do|pending|open|not started|planned|queued|no|待办|待处理|未开始|未完成|待辦|未開始|대기|미완료|未着手|未完了
        |pendiente|pendente|ожидает|не начато|chưa bắt đầu|belum|offen|à faire|en attente""",
    State.DONE: """done|complete|completed|finished|yes|完成|已完成|완료|完了|completado|completada|hecho|concluído|concluída|feito
        |готово|выполнено|завершено|hoàn thành|selesai|fertig|erledigt|terminé|fait""",
    State.IN_PROGRESS: """in progress|in-progress|wip|ongoing|doing|started|进行中|進行中|진행 중|진행중|作業中|en progreso|em andamento
        |в работе|в процессе|đang làm|sedang berjalan|in arbeit|en cours""",
    State.BLOCKED: "blocked|waiting|on hold|阻塞|被阻塞|차단됨|ブロック|bloqueado|bloqueada|заблокировано|bị chặn|diblokir|blockiert|bloqué",
    State.CANCELLED: "cancelled|canceled|dropped|skipped|n/a|取消|已取消|취소|キャンセル|cancelado|cancelada|отменено|đã hủy|dibatalkan|abgebrochen|annulé",
    State.OTHER: "",
}
"""Words by state, in lower case; of no word can be told that it is another state."""
_BY_WORD = {word.strip(): state for state, words in STATUS_WORDS.items() for word in words.split("|") if word}
_BY_HEADER = frozenset(_HEADERS.split("|"))


def heads_states(header: str) -> bool:
    """Whether a header in lower case stands over a column of states."""
    return header in _BY_HEADER


def state_named(word: str) -> State | None:
    """Return the state that a word in lower case stands for."""
    return _BY_WORD.get(word)

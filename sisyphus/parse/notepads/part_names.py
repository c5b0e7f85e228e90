"""Names that agents give to the parts of a notepad entry, in lower case."""

STATUS_NAMES = frozenset(
    {
        "verdict",
        *(
            "status",
            "current status",
            "state",
            "current state",
            "final status",
            "状态",
            "当前状态",
            "状態",
            "상태",
        ),
        *("estado", "estado final", "situação", "statut", "état", "статус", "состояние", "zustand", "stand"),
        *("trạng thái", "stato", "durum", "stan", "ステータス", "현재 상태", "目前状态", "処理状況"),
    }
)
RESOLUTION_NAMES = frozenset(
    {
        *(
            "resolution",
            "solution",
            "fix",
            "how resolved",
            "fix applied",
            "解决",
            "解决方案",
            "修复",
            "解決",
            "해결",
        ),
        *(
            "solución",
            "solución aplicada",
            "solução",
            "correção",
            "lösung",
            "behebung",
            "решение",
            "исправление",
        ),
        *("résolution", "corrección", "soluzione", "risoluzione", "giải pháp", "cách giải quyết"),
        *(
            "solusi",
            "penyelesaian",
            "perbaikan",
            "çözüm",
            "rozwiązanie",
            "해결책",
            "해결 방법",
            "조치",
            "対応",
            "対処",
            "解決策",
        ),
        *("修复方案", "处理", "处理方式", "解决方法", "解決方案"),
    }
)
BLOCKING_NAMES = frozenset(
    {
        *("blocker", "blocked by", "resolution required", "user action required", "blocking issue"),
        *(
            "bloqueado por",
            "bloqué par",
            "blockiert durch",
            "bloccato da",
            "заблокировано",
            "阻塞原因",
            "阻塞于",
        ),
        *("차단 요인", "ブロッカー", "bị chặn bởi", "diblokir oleh"),
    }
)

PART_NAMES = (
    STATUS_NAMES
    | RESOLUTION_NAMES
    | BLOCKING_NAMES
    | {
        *("context", "choice", "rationale", "decision", "alternatives", "alternatives considered"),
        *("consequences", "problem", "symptom", "symptoms", "root cause", "cause", "solution", "resolution"),
        *("fix", "workaround", "impact", "status", "current status", "state", "current state", "date"),
        *("severity", "priority", "evidence", "mitigation", "concern", "gotcha", "action required"),
        *("user action required", "blocker", "blocked by", "blocker type", "description", "issue", "error"),
        *("next steps", "outcome", "lesson", "verdict", "what was done", "what remains", "how resolved"),
        *("reason", "expected", "actual", "details", "background", "scope", "follow-up", "why", "task"),
        *("resolution required", "required fix"),
        *("背景", "选择", "理由", "问题", "原因", "解决", "解决方案", "影响", "状态", "日期", "修复", "决策"),
        *(
            "배경",
            "선택",
            "이유",
            "문제",
            "원인",
            "해결",
            "영향",
            "상태",
            "날짜",
            "決定",
            "問題",
            "解決",
            "状態",
        ),
        *("contexto", "elección", "decisión", "problema", "causa", "solución", "impacto", "estado", "fecha"),
        *(
            "problème",
            "contexte",
            "choix",
            "décision",
            "raison",
            "cause",
            "impact",
            "kontext",
            "entscheidung",
        ),
        *("ursache", "auswirkung", "begründung", "problem", "alternativen", "decisão", "escolha", "motivo"),
        *(
            "justificativa",
            "opción",
            "razón",
            "justificación",
            "alternativas",
            "contesto",
            "scelta",
            "decisione",
        ),
        *("motivazione", "bối cảnh", "lựa chọn", "quyết định", "lý do", "vấn đề", "nguyên nhân", "ảnh hưởng"),
        *("tác động", "konteks", "pilihan", "keputusan", "alasan", "masalah", "penyebab", "dampak"),
        *("выбор", "обоснование", "решили", "последствия", "文脈", "選択", "選択肢", "影響", "症状", "対策"),
        *("結果", "結論", "原因分析", "方案", "症狀", "现象", "结论", "결정", "결론", "증상", "근거", "대안"),
        *("контекст", "решение", "проблема", "причина", "влияние", "статус", "дата"),
    }
)
"""Names that make a line or a heading a part of the entry it stands in."""

GENERIC_NAMES = PART_NAMES | {
    *("implementation", "implementation details", "implementation notes", "verification", "summary"),
    *(
        "verification results",
        "key learnings",
        "key findings",
        "learnings",
        "files modified",
        "files created",
    ),
    *("changes made", "completed actions", "actions taken", "steps", "steps performed", "results", "notes"),
    *("tests", "testing", "test results", "objective", "what i implemented", "what was built", "overview"),
    *(
        "files changed",
        "conclusion",
        "key patterns",
        "risk assessment",
        "escalation criteria",
        "session info",
    ),
    *("next step", "recommendation", "recommendations"),
    *("what i tried", "what was tried", "attempts", "attempted solutions", "error received", "error message"),
    *(
        "alternative approaches",
        "lessons learned",
        "proposed solution",
        "recommended action",
        "possible solutions",
    ),
}
"""Headings that only make sense below another one: their parent is the entry."""

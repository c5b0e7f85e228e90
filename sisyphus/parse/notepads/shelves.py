"""Headings that only hold entries: "Unresolved Issues", "已解决", "Offene Probleme"."""

# ruff: noqa: E501, SIM905
# Words of many scripts, some twice as wide, in lists that are read whole.

import re

from sisyphus.parse.notepads.blocks import part_name

_SHELF_WORDS = frozenset(
    (
        "active current currently unresolved resolved open closed known existing remaining outstanding encountered"
        " fixed solved pending blocking new other and or the blocker blockers issue issues problem problems gotcha"
        " gotchas bug bugs technical debt content note notes entries log md"
        " problema problemas bloqueo bloqueos bloqueio bloqueios incidencia incidencias activo activos ativo ativos"
        " actual actuales atual atuais abierto abiertos abierta abiertas aberto abertos resuelto resueltos resuelta"
        " resueltas resolvido resolvidos resolvida resolvidas pendiente pendientes pendente pendentes conocidos"
        " conhecidos sin no não resolver em y e los las os as"
        " problème problèmes blocage blocages bloquant bloquants actif actifs actuel actuels ouvert ouverts résolu"
        " résolus résolue résolues connu connus en cours non et les des points"
        " probleme blockade blockaden blockierer aktuelle aktuell aktive offene offen gelöst gelöste gelösten"
        " behoben behobene erledigt erledigte bekannte ungelöste ungelöst und die"
        " problemi blocco blocchi aperti risolti risolto noti attivi e i"
        " проблема проблемы блокер блокеры открытые открытое открыто нерешённые нерешенные нерешено решено решённые"
        " решенные исправлено известные текущие активные и"
        " vấn đề đã chưa giải quyết đang mở tồn tại hiện blocker lỗi còn"
        " masalah terbuka aktif selesai belum teratasi terselesaikan yang sudah kendala hambatan saat ini dan"
        " 미해결 해결됨 해결된 해결 완료 현재 진행 중인 열린 문제 문제점 이슈 블로커 차단 항목 요소 알려진 및"
    ).split()
)
_UNSPACED = re.compile(
    r"(?:当前|目前|现有|已知|主要|其他|活跃|未|已|待|解决|解決|处理|處理|修复|关闭|开放|阻塞|问题|問題|障碍|事项|项|列表|记录|的|和|与"
    r"|済み?|中|の|現在|既知|対応|課題|ブロッカー|ブロック|一覧|オープン|クローズ)+"
)
"""The same in Chinese and Japanese, which put no blanks between words."""
_WORDS = re.compile(r"[^\W_]+")


def is_shelf(title: str) -> bool:
    """Tell whether a heading of issues or problems is made of such words alone: it is no entry itself."""
    words = _WORDS.findall(part_name(title).lower())
    return bool(words) and all(word in _SHELF_WORDS or _UNSPACED.fullmatch(word) for word in words)

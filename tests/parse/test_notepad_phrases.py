"""Notepads: a heading is judged by its phrases, and a later remark takes back an earlier one."""

import re

import pytest

from sisyphus.parse.notepad import parse_notepad
from sisyphus.parse.notepads.waiting_words import WAITING, WAITING_HINTS
from sisyphus.parse.notepads.words import must_act


def states(text: str, kind: str = "problems") -> list[str]:
    return [e.state.value for e in parse_notepad(text, f".omo/notepads/mill/{kind}.md").entries]


@pytest.mark.parametrize(
    "title",
    [
        "Host names cannot be resolved in the cellar",
        "Import path not resolved by the bundler",
        "Not yet resolved: wheel squeaks",
        "Wheel squeaks - partially fixed",
        "Wheel to be fixed in Task 9",
        "Must be closed by the vendor",
        "Once fixed, grind again",
        "Fixed-width columns overflow",
        "position: fixed broken on small screens",
        "Connection closed before handshake",
        "Proxy resolved the host to IPv6",
        "Completed orders show a wrong total",
        "Done button does nothing",
        "Problème non résolu : certificat",
        "Problema no resuelto: certificado",
        "Problema não resolvido: certificado",
        "Проблема не решена: сертификат",
        "Nicht gelöst: Zertifikat",
        "Belum selesai: sertifikat",
        "Chưa xử lý: chứng chỉ",
        "未解决：证书",
        "未解決：証明書",
        "미해결: 인증서",
    ],
)
def test_a_word_turned_around_or_inside_a_sentence_closes_nothing(title: str) -> None:
    assert states(f"## {title}\nIt stands still.\n") == ["open"]


@pytest.mark.parametrize(
    "title",
    [
        "Wheel squeaks: resolved by new grease",
        "Wheel squeaks (fixed in abc1234)",
        "Fixed the squeaking wheel",
        "Module not found error fixed",
        "Squeak — WONTFIX",
        "Squeak ✓",
        "Issue closed as duplicate",
        "BLOCKED → RESOLVED",
        "Rad quietscht (erledigt)",
        "Roda berderit (selesai)",
        "Bánh xe kêu (đã xử lý)",
        "Ruota che cigola - risolto",
        "Tekerlek gıcırtısı: çözüldü",
        "車輪の音【解決済み】",
        "车轮问题（已解决）",
        "바퀴 소음 (해결됨)",
    ],
)
def test_a_phrase_that_is_a_state_closes(title: str) -> None:
    assert states(f"## {title}\nIt was loud.\n") == ["closed"]


@pytest.mark.parametrize(
    "title",
    [
        "Pending uploads lost on restart",
        "Blocked users can still log in",
        "Active issues list shows stale rows",
        "Outstanding requests are dropped",
        "Ad blocker breaks the login page",
        "Deadlock: thread blocked by a mutex",
        "Form requires user email",
        "Form needs user name and password",
        "Das Lesen blockiert den Event-Loop",
        "主线程阻塞导致卡顿",
    ],
)
@pytest.mark.parametrize("kind", ["issues", "learnings"])
def test_what_a_program_does_is_no_blocker(title: str, kind: str) -> None:
    assert states(f"## {title}\nMended in the queue.\n", kind) == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        "Needs user decision: colours",
        "needs human.",
        "require user credentials",
        "Freigabe: wartet auf die Freigabe durch den Kunden",
        "Textos: a la espera de aprobación del cliente",
        "Textos: aguardando aprovação do cliente",
        "Textes : en attente de validation du client",
        "Тексты: ожидаем подтверждения пользователя",
        "Testi: in attesa di conferma",
        "Giao diện: đang chờ người dùng phê duyệt",
        "Teks: menunggu persetujuan pengguna",
        "文案：等待用户确认",
        "文言: ユーザーの承認待ち",
        "문구: 사용자 승인 대기 중",
    ],
)
def test_a_bullet_that_says_who_must_act_is_open(text: str) -> None:
    assert states(f"# Issues\n\n- 2026-03-04: {text}\n", "issues") == ["open"]
    assert must_act(text) is None or any(
        hint in text.lower() for hint in (*WAITING_HINTS, "need", "block", "requir")
    )


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("**Status**: BLOCKED\n\n**Update 2026-03-05**: RESOLVED, the key arrived", "closed"),
        ("**Status**: BLOCKED\n\nUpdate 2026-03-05: Resolved. The key arrived.", "closed"),
        ("**Status**: BLOCKED\n\n✅ RESOLVED: the key arrived", "closed"),
        ("**Status**: BLOCKED\n\nFixed the grease first.", "open"),
        ("**Status**: RESOLVED\n\nUpdate 2026-03-06: blocked again, key revoked.", "open"),
        ("**Status**: Open → Resolved", "closed"),
        ("**Status**: ~~BLOCKED~~ Resolved", "closed"),
        ("It squeaks.\n\nEDIT 2026-03-04: no longer blocked.", "closed"),
        ("This has been fixed.", "closed"),
        ("Investigated. The grease was dry. Fixed.", "closed"),
        ("Will be fixed in Task 9.", "open"),
        ("**Resolved**: no", "open"),
        ("**Completed**:\n- the drawing", "open"),
        ("**Resolution**: None yet", "open"),
        ("### Resolution\nTBD", "open"),
        ("### Resolution (2026-03-04)\nThe key arrived.", "closed"),
        ("**Solution**: Not yet implemented. Would need grease.", "open"),
        ("**Solution**: Skipped OPTIONS in the gate; tests added.\n**Impact**: none left.", "closed"),
        ("**Solution**: Requested access from the guild.", "open"),
        ("**Solution**: Use a shared cache", "open"),
        ("**Solution**: a shared cache with metadata", "open"),
        ("**Solution**: better state management", "open"),
        ("**Solution**: Run it in a CI", "open"),
        ("**Solution**: The sieve is cached by the mill now", "closed"),
        ("**Solution**: Grease bought and wheel oiled.", "closed"),
        ("**Solución**: se añadió grasa y las pruebas pasan", "closed"),
        ("**Solução**: troquei a peça e foi testada", "closed"),
        ("**Solution** : a été remplacée par du bronze", "closed"),
        ("**Lösung**: Rad wurde getauscht", "closed"),
        ("**Lösung**: noch keine", "open"),
        ("**Soluzione**: sostituita la ruota", "closed"),
        ("**Решение**: заменили деталь, добавлена смазка", "closed"),
        ("**Решение**: пока нет", "open"),
        ("Trạng thái: Đã giải quyết bằng mỡ mới", "closed"),
        ("Stato: Risolto", "closed"),
    ],
)
def test_later_words_win(body: str, state: str) -> None:
    assert states(f"## No key for the mill\n\n{body}\n") == [state]


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("Unresolved", "Fixed"),
        ("未解决问题", "已解决"),
        ("未解決の問題", "解決済み"),
        ("미해결 문제", "해결된 문제"),
        ("Problemas abiertos", "Problemas resueltos"),
        ("Problemas em aberto", "Resolvidos"),
        ("Problèmes ouverts", "Résolus"),
        ("Offene Probleme", "Gelöst"),
        ("Problemi aperti", "Risolti"),
        ("Открытые проблемы", "Решено"),
        ("Vấn đề chưa giải quyết", "Đã giải quyết"),
        ("Masalah terbuka", "Selesai"),
    ],
)
def test_shelves_of_many_languages(opened: str, closed: str) -> None:
    text = f"# Notes\n\n## {opened}\n\n- wheel\n- belt\n\n## {closed}\n\n- 2026-03-02: grease\n"
    assert states(text) == ["open", "open", "closed"]


def test_a_stamp_at_the_end_of_a_bullet() -> None:
    text = (
        "# Problems\n\n- [2026-03-10] T2: no wheel -> RESOLVED (built one)\n"
        "- [2026-03-11] T4: grain or flour -> OPEN, owner: user\n- 【任务5】导出慢 —— 已解决（加索引）\n"
    )
    assert states(text) == ["closed", "open", "closed"]


def test_a_line_in_bold_with_a_stamp_is_a_heading() -> None:
    text = (
        "# LOG\n\n**[2026-05-05 10:00] TASK 3 - DRIFT**\nMended.\n\nMore.\n\n**[2026-05-05 12:00] TASK 5 - NO KEY**\n"
        "BLOCKED: waiting for user.\n"
    )
    notepad = parse_notepad(text, ".omo/notepads/mill/issues.md")

    assert [(e.title, e.task, e.line, e.state.value) for e in notepad.entries] == [
        ("DRIFT", "3", 3, "note"),
        ("NO KEY", "5", 8, "open"),
    ]
    assert notepad.purpose is None


def test_bold_lines_inside_an_entry_are_its_text() -> None:
    text = "# LOG\n\n## Task 3\n\n**Task 3.1 done**\nyes\n\n**2026-05-05**\nno\n"
    assert len(parse_notepad(text, ".omo/notepads/mill/issues.md").entries) == 1


def test_a_record_that_ends_with_nothing_to_report_is_kept() -> None:
    text = "# Learnings\n\n## Grease\nWe chose tallow, since bees are few in winter. No issues found.\n"
    assert states(text, "learnings") == ["note"]


def test_a_review_of_the_final_wave_is_a_task() -> None:
    text = "## 2026-07-20T04:00:00.000Z - task:final-wave F3 blocked on hardware\nNo press.\n"
    (entry,) = parse_notepad(text, ".omo/notepads/mill/issues.md").entries
    assert (entry.task, entry.state.value) == ("F3", "open")


@pytest.mark.parametrize(
    ("bullets", "state"),
    [
        ("- None unresolved.\n- 2026-05-04 Unresolved: the belt slips on wet days.", "open"),
        ("- None unresolved.\n- The belt is old.", "note"),
        (
            "- The belt slips.\n- [2026-05-05] Problem closed: new belt.\n- [2026-05-06 F4] No new problems found.",
            "closed",
        ),
    ],
)
def test_dated_bullets_below_a_heading_take_turns(bullets: str, state: str) -> None:
    assert states(f"# Problems\n\n## Task 7 unresolved problems\n\n{bullets}\n") == [state]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("**问题**: 版本冲突\n**解决**: 升级所有包到 10.0.3", "closed"),
        ("**问题**: 版本冲突\n**状态**: 未解决 - 需要更新", "open"),
        ("**问题**: 版本冲突\n**解决**: 待定", "open"),
        ("**问题**: 版本冲突", "open"),
    ],
)
def test_a_record_of_a_blocker_is_closed_by_its_solution(body: str, state: str) -> None:
    assert states(f"# 学到的\n\n### 阻塞 1: 包版本冲突\n{body}\n", "learnings") == [state]


def test_a_form_to_fill_in_is_no_entry() -> None:
    assert states("# 问题\n\n## 记录格式\n格式: [TIMESTAMP] Task: {task-id} - {issue}\n", "issues") == []


def test_a_mark_on_a_heading_opens_it() -> None:
    text = "# Issues\n\n## 🔴 No rights\nAsked.\n\n## Ice ⏳\nAsked.\n\n## Ice\nAsked.\n"
    assert states(text, "issues") == ["open", "open", "note"]


def test_each_entry_of_a_file_of_blockers_is_one() -> None:
    (entry,) = parse_notepad("## Task 9 - mill closed until Monday\nNobody there.\n", "n/blockers.md").entries
    assert (entry.state.value, entry.status_text) == ("open", "mill closed until Monday")


def test_a_stamp_in_capitals_may_name_its_owner() -> None:
    text = "# P\n\n- 2026-03-11: grain or flour -> OPEN, owner: user\n"
    (entry,) = parse_notepad(text, "n/problems.md").entries
    assert entry.status_text is not None


def test_a_row_of_a_table_names_its_task() -> None:
    text = "# P\n\n| # | Date | Task | Problem | Status |\n|--|--|--|--|--|\n| 1 | 2026-03-01 | Task 4 | No VPN | Open |\n"
    (entry,) = parse_notepad(text, "n/problems.md").entries
    assert (entry.title, entry.task, str(entry.written_at)) == ("No VPN", "4", "2026-03-01")


@pytest.mark.parametrize(
    ("paragraph", "title"),
    [
        ("[2026-03-12] Task 7: The sieve has no mesh\nOnly the user can copy it.", "The sieve has no mesh"),
        (
            "[2026-03-12] Task 7: No mesh, and\nonly the user can copy it.",
            "No mesh, and only the user can copy it.",
        ),
    ],
)
def test_a_short_line_above_a_paragraph_is_its_title(paragraph: str, title: str) -> None:
    (entry,) = parse_notepad(f"# P\n\n{paragraph}\n", "n/problems.md").entries
    assert entry.title == title


def test_each_row_of_waiting_words_has_its_hint_and_a_text_that_it_finds() -> None:
    texts = [
        *(
            "estado: bloqueado",
            "blockiert: kein Schlüssel",
            "被阻，没有钥匙",
            "requiere aprobación del usuario",
        ),
        *(
            "a la espera de aprobación",
            "aguardando aprovação",
            "requer ação do usuário",
            "en attente de validation",
        ),
        *(
            "wartet auf Freigabe",
            "in attesa di conferma",
            "ожидаем подтверждения",
            "требуется решение пользователя",
        ),
        *(
            "đang chờ phê duyệt",
            "menunggu persetujuan",
            "butuh persetujuan pengguna",
            "等待用户",
            "승인 대기",
            "承認待ち",
        ),
    ]
    for row in WAITING:
        assert any(re.search(row, text, re.IGNORECASE) for text in texts), row
    assert all(must_act(text) for text in texts)

"""Notepads in forms that were written for this test alone, second part: stamps, succession, odd shapes."""

from datetime import date

import pytest

from sisyphus.parse.notepad import parse_notepad


def read(text: str, kind: str = "problems") -> list[tuple[str, str | None, str]]:
    entries = parse_notepad(text, f".omo/notepads/mill/{kind}.md").entries
    return [(e.title, e.task, e.state.value) for e in entries]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("2026. 3. 5. 태스크 3: 열쇠 없음", date(2026, 3, 5)),
        ("2026년 3월 5일 작업 3번: 열쇠 없음", date(2026, 3, 5)),
        ("05/03/2026 - Tarefa 3: sem chave", date(2026, 3, 5)),
        ("25/03/2026 - Task 3: no key", date(2026, 3, 25)),
        ("03/25/2026 - Task 3: no key", date(2026, 3, 25)),
        ("05/03/2026 - Task 3: no key", None),
        ("10:15 — Task 3: no key", None),
        ("Task 3 — 2026-03-05T10:00 — no key", date(2026, 3, 5)),
        ("[Task 3][2026-03-05] no key", date(2026, 3, 5)),
    ],
)
def test_stamps_of_day_clock_and_task(heading: str, day: date | None) -> None:
    (entry,) = parse_notepad(f"## {heading}\nAsked.\n", "n/problems.md").entries
    assert (entry.written_at, entry.task) == (day, "3")
    assert entry.title in {"열쇠 없음", "sem chave", "no key"}


def test_a_range_of_tasks_is_no_year() -> None:
    assert read("## Task 3 - 2026-03-05\nx\n\n## Tasks 3-5\nx\n\n## Task 3-5\nx\n") == [
        ("Task 3", "3", "open"),
        ("Tasks 3-5", None, "open"),
        ("Task 3-5", None, "open"),
    ]


def test_a_task_that_a_sentence_is_about_stays_in_it() -> None:
    assert read("# I\n\n- 2026-03-05: Task 7 is BLOCKED: no grain\n", "issues") == [
        ("Task 7 is BLOCKED: no grain", "7", "open")
    ]


def test_paragraphs_with_stamps_of_their_own_are_entries() -> None:
    text = "# I\n\n**Task 3** (2026-03-01): dust; swept.\nMore.\n\nEven more.\n\n2026-03-02 11:40 | Task 6 | Needs user decision\n"
    assert read(text, "issues") == [("dust; swept.", "3", "note"), ("Needs user decision", "6", "open")]


def test_each_heading_of_the_first_level_may_be_an_entry() -> None:
    assert [e[1] for e in read("# Task 1\nGrease.\n\n# Task 2\nWax.\n", "learnings")] == ["1", "2"]
    assert read("# Task 2: Issues\n\n## Dust\nSwept.\n", "issues") == [("Dust", "2", "note")]


def test_an_admonition_is_read_without_its_marks() -> None:
    text = "# I\n\n> [!WARNING]\n> Task 7: BLOCKED, no grain.\n"
    assert read(text, "issues") == [("BLOCKED, no grain.", "7", "open")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "2026年4月1日 タスク2：外部APIの契約が未締結\n営業の対応待ち。",
            "2026年4月3日 タスク2：API契約が締結された\n解決しました。",
        ),
        ("任务 2：沙箱密钥缺失\n等待用户提供", "任务 2：沙箱密钥已到位\n**状态**：已解决"),
        ("F3 Manual QA\n**VERDICT**: REJECT", "F3 Manual QA (round 2)\n**VERDICT**: APPROVE"),
        ("Task 1 blocked: user must grant access\nAsked.", "Task 1 unblocked\nGranted."),
    ],
)
def test_a_later_entry_on_the_same_thing_closes(earlier: str, later: str) -> None:
    assert [e[2] for e in read(f"# P\n\n## {earlier}\n")] == ["open"]
    assert [e[2] for e in read(f"# P\n\n## {earlier}\n\n## {later}\n")] == ["closed", "closed"]


def test_another_thing_of_the_same_task_stays_open() -> None:
    text = "# P\n\n## 任务 2：沙箱密钥缺失\n等待用户提供\n\n## 任务 2：导出问题\n**状态**：已解决\n"
    assert [e[2] for e in read(text)] == ["open", "closed"]


def test_one_approval_among_several_verdicts_closes_nothing() -> None:
    text = "## Halted\nBoth are in.\n\n### Quality\n**VERDICT**: REJECT\n\n### Scope\n**VERDICT**: APPROVE\n"
    assert [e[2] for e in read(text)] == ["open"]


@pytest.mark.parametrize(
    "text",
    [
        "Keine Antwort vom Kunden.",
        "Ninguna respuesta del cliente.",
        "Nenhuma resposta do cliente.",
        "Aucune réponse du client.",
        "Belum ada jawaban.",
        "Không có quyền.",
        "Tidak ada akses.",
    ],
)
def test_a_missing_answer_is_not_nothing(text: str) -> None:
    assert [e[2] for e in read(f"## 2026-03-05 Rad\n{text}\n")] == ["open"]


@pytest.mark.parametrize(
    "text",
    [
        "Keine.",
        "Keine offenen Probleme.",
        "Ningún problema.",
        "Nenhum bloqueio.",
        "Aucun problème.",
        "Belum ada masalah.",
        "Không có vấn đề.",
    ],
)
def test_nothing_to_report_in_many_languages(text: str) -> None:
    assert [e[2] for e in read(f"## 2026-03-05\n{text}\n")] == ["note"]


def test_a_heading_that_says_none_is_no_entry() -> None:
    assert read("# P\n\n## Unresolved: none\n\n## Blockers: None\n") == []


def test_a_beginning_struck_through_is_over() -> None:
    assert [
        e[2]
        for e in read(
            "# P\n\n- ~~**No sieve**~~ - bought\n- ~~No mesh~~ still: needs human\n\n## ~~No oil~~ (bought)\nx\n"
        )
    ] == ["closed", "open", "closed"]


@pytest.mark.parametrize(
    ("heading", "entry"),
    [
        ("2026-04-02 任务2遇到的麻烦", ("遇到的麻烦", "2", "open")),
        ("[해결] 작업 3 - 느린 시험", ("[해결] 작업 3 - 느린 시험", "3", "closed")),
        ("Task 3 (second try)", ("Task 3 (second try)", "3", "open")),
        ("【解决】任务3：慢", ("【解决】任务3：慢", "3", "closed")),
    ],
)
def test_headings_with_a_label_in_the_middle(heading: str, entry: tuple[str, str, str]) -> None:
    assert read(f"# P\n\n## {heading}\nx\n") == [entry]


@pytest.mark.parametrize(
    "body",
    [
        "The issue is fixed on main but not in our fork.",
        "Fixed, but only on Linux.",
        "已修复，但仅限 Linux。",
        "Behoben, aber nur unter Linux.",
    ],
)
def test_half_the_truth_closes_nothing(body: str) -> None:
    assert [e[2] for e in read(f"## Rate limit\n{body}\n")] == ["open"]
    assert [e[2] for e in read("## Rate limit\nFixed. The fork has it, but slowly.\n")] == ["closed"]


def test_waiting_for_a_customers_answer() -> None:
    assert read("# J\n\n- 13.05.2026 Задача 4: жду ответа заказчика\n", "issues")[0][2] == "open"

"""A plan of the usual template in each language says the same."""

import pytest

from sisyphus.model.plan import Role, Scenario
from sisyphus.parse.commands.names import PLACE_NAMES
from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.field_names import FIELD_NAMES, Field, split_names
from sisyphus.parse.plans.headings import classify
from sisyphus.parse.plans.scenario_names import Part, part_named
from sisyphus.parse.plans.section_names import SECTION_NAMES, SectionKind

SECTIONS = "dod deliverables verification execution tasks final commits success"
FIELDS = "what must_not profile parallel group blocks blocked_by references files acceptance qa"
PARTS = "scenario tool before steps expected failure evidence"
COMMIT = "commit message pre_commit"
KEYS = f"{SECTIONS} {FIELDS} {PARTS} {COMMIT}".split()

WORDS: dict[str, str] = {
    "English": """Definition of Done|Concrete Deliverables|Verification Strategy|Execution Strategy|TODOs|Final Verification Wave
        |Commit Strategy|Success Criteria|What to do|Must NOT do|Recommended Agent Profile|Can Run In Parallel|Parallel Group|Blocks|Blocked By
        |References|Files|Acceptance Criteria|QA Scenarios|Scenario|Tool|Preconditions|Steps|Expected Result|Failure Indicators|Evidence
        |Commit|Message|Pre-commit""",
    "Chinese, simplified": """完成的定义|具体交付物|验证策略|执行策略|待办事项|最终验证波次|提交策略|成功标准|要做什么|禁止事项|推荐代理配置|可并行执行|并行组
        |阻塞|阻塞于|参考|修改文件|验收标准|QA 场景|场景|工具|前置条件|步骤|预期结果|失败标志|证据|提交|提交信息|提交前检查""",
    "Chinese, traditional": """完成的定義|具體交付物|驗證策略|執行策略|待辦事項|最終驗證波次|提交策略|成功標準|要做什麼|禁止事項|推薦代理設定|可並行執行|並行組
        |阻塞|依賴|參考|修改檔案|驗收標準|QA 場景|場景|工具|前置條件|步驟|預期結果|失敗標誌|證據|提交|提交訊息|提交前檢查""",
    "Korean": """완료의 정의|구체적 산출물|검증 전략|실행 전략|할 일|최종 검증|커밋 전략|성공 기준|작업 내용|하지 말 것|권장 에이전트 프로필|병렬 실행 가능|병렬 그룹
        |차단|차단됨|참고 자료|수정 파일|수락 기준|QA 시나리오|시나리오|도구|사전 조건|단계|예상 결과|실패 지표|증거|커밋|커밋 메시지|커밋 전""",
    "Japanese": """完了の定義|具体的な成果物|検証戦略|実行戦略|タスク一覧|最終検証|コミット戦略|成功基準|やること|やってはいけないこと|推奨エージェント|並列実行可能|並列グループ
        |ブロック|ブロック元|参考資料|変更ファイル|受け入れ基準|QA シナリオ|シナリオ|ツール|事前条件|手順|期待結果|失敗の兆候|証拠|コミット|コミットメッセージ|コミット前""",
    "Spanish": """Definición de terminado|Entregables concretos|Estrategia de verificación|Estrategia de ejecución|Tareas|Verificación final
        |Estrategia de commits|Criterios de éxito|Qué hacer|Qué no hacer|Perfil de agente recomendado|Puede ejecutarse en paralelo|Grupo paralelo
        |Bloquea|Bloqueado por|Referencias|Archivos|Criterios de aceptación|Escenarios de QA|Escenario|Herramienta|Precondiciones|Pasos
        |Resultado esperado|Indicadores de fallo|Evidencia|Commit|Mensaje|Antes del commit""",
    "Portuguese": """Definição de pronto|Entregáveis concretos|Estratégia de verificação|Estratégia de execução|Tarefas|Onda de verificação final
        |Estratégia de commits|Critérios de sucesso|O que fazer|O que não fazer|Perfil de agente recomendado|Pode ser executado em paralelo
        |Grupo paralelo|Bloqueia|Bloqueado por|Referências|Arquivos|Critérios de aceitação|Cenários de QA|Cenário|Ferramenta|Pré-condições|Passos
        |Resultado esperado|Indicadores de falha|Evidência|Commit|Mensagem|Antes do commit""",
    "Russian": """Критерии готовности|Конкретные результаты|Стратегия проверки|Стратегия выполнения|Задачи|Финальная проверка|Стратегия коммитов
        |Критерии успеха|Что нужно сделать|Чего не делать|Рекомендуемый агент|Можно выполнять параллельно|Параллельная группа|Блокирует
        |Зависит от|Ссылки|Файлы|Критерии приёмки|Сценарии QA|Сценарий|Инструмент|Предусловия|Шаги|Ожидаемый результат|Признаки сбоя
        |Доказательства|Коммит|Сообщение|Перед коммитом""",
    "Vietnamese": """Định nghĩa hoàn thành|Sản phẩm bàn giao|Chiến lược xác minh|Chiến lược thực thi|Công việc|Xác minh cuối cùng|Chiến lược commit
        |Tiêu chí thành công|Việc cần làm|Không được làm|Hồ sơ agent đề xuất|Có thể chạy song song|Nhóm song song|Chặn|Bị chặn bởi
        |Tài liệu tham khảo|Tệp|Tiêu chí chấp nhận|Kịch bản QA|Kịch bản|Công cụ|Điều kiện tiên quyết|Các bước|Kết quả mong đợi
        |Dấu hiệu thất bại|Bằng chứng|Commit|Thông điệp|Trước khi commit""",
    "Indonesian": """Definisi selesai|Hasil kerja|Strategi verifikasi|Strategi eksekusi|Daftar tugas|Verifikasi akhir|Strategi commit
        |Kriteria keberhasilan|Apa yang harus dilakukan|Jangan lakukan|Profil agen|Bisa paralel|Grup paralel|Memblokir|Diblokir oleh|Referensi
        |Berkas|Kriteria penerimaan|Skenario QA|Skenario|Alat|Prasyarat|Langkah-langkah|Hasil yang diharapkan|Indikator kegagalan|Bukti|Commit
        |Pesan|Sebelum commit""",
    "German": """Definition von „fertig“|Konkrete Liefergegenstände|Verifikationsstrategie|Ausführungsstrategie|Aufgaben|Abschließende Verifikation
        |Commit-Strategie|Erfolgskriterien|Was zu tun ist|Was nicht zu tun ist|Empfohlenes Agentenprofil|Kann parallel laufen|Parallelgruppe
        |Blockiert|Abhängig von|Referenzen|Dateien|Akzeptanzkriterien|QA-Szenarien|Szenario|Werkzeug|Vorbedingungen|Schritte|Erwartetes Ergebnis
        |Fehleranzeichen|Nachweis|Commit|Nachricht|Vor dem Commit""",
    "French": """Définition de « terminé »|Livrables concrets|Stratégie de vérification|Stratégie d’exécution|Tâches|Vérification finale
        |Stratégie de commit|Critères de succès|Ce qu’il faut faire|Ce qu’il ne faut pas faire|Profil d’agent recommandé
        |Peut s’exécuter en parallèle|Groupe parallèle|Bloque|Dépend de|Références|Fichiers|Critères d’acceptation|Scénarios de QA|Scénario
        |Outil|Préconditions|Étapes|Résultat attendu|Indicateurs d’échec|Preuve|Commit|Message|Avant le commit""",
}
"""By language, the words of the template in the order of `KEYS`."""

PLAN = """# Plan

## {dod}

- [ ] a

## {deliverables}

- [ ] b

## {verification}

## {execution}

## {tasks}

- [x] 1. First

- [ ] 2. Second

  **{what}**:
  - Write it

  **{must_not}**:
  - Break it

  **{profile}**: quick

  **{group}**: A

  **{blocks}**: 3

  **{blocked_by}**: 1

  **{references}**:
  - `src/old.py:3` - how it was

  **{files}**: `src/new.py`

  **{acceptance}**:
  - [ ] `make check`

  **{qa}**:

  {scenario}: it works
    {tool}: Bash
    {before}: a clean tree
    {steps}:
      1. Run it
    {expected}: 0 errors
    {failure}: a traceback
    {evidence}: .sisyphus/evidence/task-2.txt

  **{commit}**: YES
  - {message}: `feat: second`
  - {pre_commit}: `make lint`

- [ ] 3. Third

## {final}

- [ ] F1. Look at all of it

## {commits}

## {success}

- [ ] c
"""


def words_of(language: str) -> dict[str, str]:
    words = [" ".join(word.split()) for word in WORDS[language].split("|")]
    return dict(zip(KEYS, words, strict=True))


@pytest.mark.parametrize("language", WORDS)
def test_the_template_in_each_language(language: str) -> None:
    plan = parse_plan(PLAN.format(**words_of(language)).encode(), "plan.md")
    assert [(t.label, t.role) for t in plan.tasks] == [
        *((label, Role.TASK) for label in "123"),
        ("F1", Role.FINAL_WAVE),
    ]
    task = plan.tasks[1]
    assert task.what_to_do == ("Write it",)
    assert task.must_not_do == ("Break it",)
    assert (task.agent_profile, task.parallel_group) == ("quick", "A")
    assert (task.depends_on, task.blocks) == (("1",), ("3",))
    assert [(r.path, r.first_line) for r in task.references] == [("src/old.py", 3)]
    assert task.files == ("src/new.py",)
    assert task.evidence_paths == (".sisyphus/evidence/task-2.txt",)
    assert task.commit_plan.wanted
    assert (task.commit_plan.message, task.commit_plan.pre_commit) == ("feat: second", "make lint")
    assert task.scenarios == (
        Scenario(
            title="it works",
            line=task.scenarios[0].line,
            tool="Bash",
            preconditions=("a clean tree",),
            steps=("Run it",),
            expected=("0 errors",),
            failure_indicators=("a traceback",),
            evidence=(".sisyphus/evidence/task-2.txt",),
        ),
    )
    outside = {box.text: box.role for box in plan.boxes if box.task is None}
    assert outside == {"a": Role.DEFINITION_OF_DONE, "b": Role.DELIVERABLE, "c": Role.CHECKLIST}
    assert "make check" in [check.command for check in plan.checks if check.task == "todo:2"]


@pytest.mark.parametrize("language", WORDS)
def test_parallel_work_in_each_language(language: str) -> None:
    words = words_of(language)
    text = f"## {words['tasks']}\n\n- [ ] 1. A\n\n  - **{words['parallel']}**: NO\n"
    assert parse_plan(text.encode(), "plan.md").tasks[0].parallel is False


@pytest.mark.parametrize(
    "name",
    [
        *(
            "阻塞于",
            "依賴",
            "前置任务",
            "前置任務",
            "차단됨",
            "의존성",
            "ブロック元",
            "依存先",
            "Заблокировано",
            "Зависит от",
        ),
        *(
            "Bị chặn bởi",
            "Phụ thuộc",
            "Phụ thuộc vào",
            "Diblokir oleh",
            "Bergantung pada",
            "Bloqué par",
            "Dépend de",
        ),
        *("Blockiert durch", "Abhängig von", "Hängt ab von", "Bloqueada por", "Depende de"),
    ],
)
def test_names_for_what_a_task_waits_for(name: str) -> None:
    text = f"# P\n\n## TODOs\n\n- [ ] 1. a\n\n- [ ] 2. b\n\n  **{name}**: 1\n"
    assert parse_plan(text.encode(), "plan.md").tasks[1].depends_on == ("1",)


@pytest.mark.parametrize(
    ("line", "wanted", "blocked"),
    [
        ("**并行化**: 是 | 并行组: A | 阻塞于: 1", True, ("1",)),
        ("**병렬화**: NO | 차단됨: 1", False, ("1",)),
        ("**Parallelization**: YES | Blocked By: 1", True, ("1",)),
        ("**Parallélisation** : oui | Dépend de : 1", True, ("1",)),
        ("**Parallelization**: YES，Blocked By：1", True, ("1",)),
    ],
)
def test_pieces_of_one_line(line: str, wanted: bool, blocked: tuple[str, ...]) -> None:  # noqa: FBT001 - a case
    text = f"# P\n\n## TODOs\n\n- [ ] 1. a\n\n- [ ] 2. b\n\n  {line}\n"
    task = parse_plan(text.encode(), "plan.md").tasks[1]
    assert (task.parallel, task.depends_on) == (wanted, blocked)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("完成的定義", SectionKind.DEFINITION_OF_DONE),
        ("待辦事項", SectionKind.TASKS),
        ("Définition de « terminé »", SectionKind.DEFINITION_OF_DONE),
        ('Definition of "Done"', SectionKind.DEFINITION_OF_DONE),
        ("「完了」の定義", SectionKind.DEFINITION_OF_DONE),
        ("Abschließende Verifikation", SectionKind.FINAL_WAVE),
        ("Critères d’acceptation", SectionKind.ACCEPTANCE),
    ],
)
def test_headings(heading: str, kind: SectionKind) -> None:
    assert classify(heading) is kind


@pytest.mark.parametrize("language", WORDS)
def test_the_table_of_commits_in_each_language(language: str) -> None:
    words = words_of(language)
    text = (
        f"## {words['tasks']}\n\n- [ ] 1. A\n\n## {words['commits']}\n\n"
        f"| # | {words['message']} | {words['files']} |\n|---|---|---|\n| 1 | `feat: a` | `src/a.py` |\n"
    )
    planned = parse_plan(text.encode(), "plan.md").tasks[0].commit_plan
    assert (planned.message, planned.files) == ("feat: a", ("src/a.py",))


def test_no_name_means_two_fields() -> None:
    names = [name for text in FIELD_NAMES.values() for name in split_names(text)]
    assert {n for n in names if names.count(n) > 1} == set()


def test_every_table_has_names() -> None:
    assert set(FIELD_NAMES) == set(Field)
    assert all(
        text.strip() for text in (*FIELD_NAMES.values(), *SECTION_NAMES.values(), *PLACE_NAMES.values())
    )
    assert part_named("indicateurs d’échec") is part_named("indicateurs d'échec") is Part.FAILURE


@pytest.mark.parametrize(
    "title",
    [
        "迁移数据库（阻塞于：1）",
        "迁移（依赖 1）",
        "迁移（前置任务：1）",
        "Mudar (bloqueado por: 1)",
        "Umzug (blockiert von 1)",
        "이전 (선행 작업: 1)",
    ],
)
def test_a_title_says_in_its_language_what_it_needs(title: str) -> None:
    plan = parse_plan(f"## TODOs\n- [x] 1. a\n- [ ] 2. {title}\n".encode(), "p.md")
    assert plan.tasks[1].depends_on == ("1",)

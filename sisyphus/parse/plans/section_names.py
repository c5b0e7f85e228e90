"""The words that section headings use: one table, in eleven languages."""

import re
from enum import StrEnum


class SectionKind(StrEnum):
    """What a section of a plan is for."""

    TASKS = "tasks"
    FINAL_WAVE = "final_wave"
    DEFINITION_OF_DONE = "definition_of_done"
    DELIVERABLE = "deliverable"
    CHECKLIST = "checklist"
    ACCEPTANCE = "acceptance"
    SUCCESS = "success"
    COMMANDS = "commands"
    VERIFICATION = "verification"
    COMMIT = "commit"
    EXECUTION = "execution"
    MATRIX = "matrix"
    OBJECTIVE = "objective"
    CONTEXT = "context"
    GROUP = "group"
    """A wave, phase, day or sprint: it keeps the class of the section before it."""
    TASK = "task"
    """A heading that is itself a task (`Task 3: …`)."""
    UNKNOWN = "unknown"


SECTION_NAMES: dict[SectionKind, str] = {
    SectionKind.TASKS: """
        todos | todo | to do | to-dos | todo list | tasks | task list | task breakdown | detailed tasks | work items
        | implementation tasks | implementation plan | implementation steps | plan steps | steps
        | implementation checklist | task checklist | execution checklist
        | 任务 | 任务列表 | 任务清单 | 任务分解 | 待办 | 待办事项 | 待办清单 | 实施步骤 | 实施任务 | 执行清单 | 执行任务
        | 할 일 | 할일 | 작업 | 작업 목록 | 태스크 | 구현 작업 | タスク | タスク一覧 | 作業 | 作業一覧 | やること
        | tareas | lista de tareas | tareas de implementación | tarefas | lista de tarefas | задачи | список задач
        | công việc | danh sách công việc | nhiệm vụ | tugas | daftar tugas | aufgaben | aufgabenliste
        | tâches | liste des tâches""",
    SectionKind.FINAL_WAVE: """
        final verification* | final verification wave* | final review wave* | final wave* | wave final*
        | 最终验证* | 最终验证波次* | 最终验收波次* | 최종 검증* | 最終検証* | onda de verificación final*
        | verificación final* | onda de verificação final* | verificação final* | финальная проверка*
        | финальная волна* | kiểm tra cuối cùng* | xác minh cuối cùng* | verifikasi akhir* | verifikasi final*
        | abschlussprüfung* | finale verifikation* | vérification finale* | vague de vérification finale*""",
    SectionKind.DEFINITION_OF_DONE: """
        definition of done* | done criteria | dod | 完成定义* | 完成的定义* | 完成标准* | 완료 정의* | 완료 기준*
        | 완료의 정의* | 完了の定義* | 完了条件* | definición de terminado* | definición de hecho*
        | definición de completado* | definição de pronto* | definição de concluído* | критерии готовности*
        | определение готовности* | định nghĩa hoàn thành* | tiêu chí hoàn thành* | definisi selesai*
        | kriteria selesai* | definition von fertig* | fertig-kriterien* | définition de terminé*
        | définition du terminé* | définition de fini*""",
    SectionKind.DELIVERABLE: """
        concrete deliverables* | deliverables* | deliverable | 具体交付物* | 交付物* | 交付成果* | 구체적 산출물*
        | 산출물* | 결과물* | 成果物* | 具体的な成果物* | entregables* | entregables concretos* | entregáveis*
        | entregas concretas* | результаты* | конкретные результаты* | sản phẩm bàn giao* | kết quả bàn giao*
        | hasil kerja* | deliverable konkret* | liefergegenstände* | ergebnisse* | livrables*""",
    SectionKind.CHECKLIST: """
        final checklist* | checklist* | verification checklist* | completion checklist* | acceptance checklist*
        | quality gate* | quality gates* | 质量门禁* | 品质门禁*
        | 最终检查* | 最终检查清单* | 最终清单* | 检查清单* | 验证清单* | 最终验收* | 验收总标准* | 최종 체크리스트*
        | 체크리스트* | 최종 점검* | 最終チェックリスト* | チェックリスト* | checklist final* | lista de verificación*
        | lista de verificação* | итоговый чеклист* | финальный чеклист* | чек-лист* | danh sách kiểm tra*
        | daftar periksa* | checkliste* | abschluss-checkliste* | liste de contrôle* | liste de vérification*""",
    SectionKind.ACCEPTANCE: """
        acceptance criteria* | acceptance | stop/go* | go/no-go* | gate criteria* | 验收标准* | 验收条件* | 수락 기준* | 인수 기준* | 受け入れ基準* | 受入基準*
        | criterios de aceptación* | critérios de aceitação* | критерии приёмки* | критерии приемки*
        | tiêu chí chấp nhận* | kriteria penerimaan* | akzeptanzkriterien* | critères d'acceptation*""",
    SectionKind.SUCCESS: """
        success | success criteria* | success metrics* | technical success criteria* | exit criteria* | 成功标准* | 成功指标*
        | 성공 기준* | 成功基準* | criterios de éxito* | critérios de sucesso* | критерии успеха*
        | tiêu chí thành công* | kriteria keberhasilan* | kriteria sukses* | erfolgskriterien* | critères de succès*
        | critères de réussite*""",
    SectionKind.COMMANDS: """
        verification commands* | verify commands* | grep commands for verification* | 验证命令* | 검증 명령* | 検証コマンド*
        | verificación de comandos* | comandos de verificación* | comandos de verificação* | команды проверки*
        | lệnh xác minh* | lệnh kiểm tra* | perintah verifikasi* | prüfbefehle* | verifikationsbefehle*
        | commandes de vérification*""",
    SectionKind.VERIFICATION: """
        verification strategy* | verification | verification steps* | verification plan* | verify | test strategy*
        | test decision* | test infrastructure* | testing strategy* | qa policy* | automated verification*
        | manual verification* | if tdd enabled* | agent-executed qa scenarios* | 验证策略* | 测试策略* | 验证步骤*
        | 测试决策* | 验证 | 검증 전략* | 테스트 전략* | 검증 | 検証戦略* | テスト戦略* | 検証
        | estrategia de verificación* | política de verificación* | estratégia de verificação* | стратегия проверки*
        | стратегия верификации* | chiến lược xác minh* | chiến lược kiểm thử* | strategi verifikasi*
        | verifikationsstrategie* | teststrategie* | stratégie de vérification*""",
    SectionKind.COMMIT: """
        commit strategy* | commit plan* | commits | commit | 提交策略* | 커밋 전략* | コミット戦略* | estrategia de commit*
        | estrategia de commits* | estratégia de commit* | estratégia de commits* | стратегия коммитов*
        | chiến lược commit* | strategi commit* | commit-strategie* | stratégie de commit*""",
    SectionKind.MATRIX: """
        dependency matrix* | dependencies | dependency graph* | 依赖矩阵* | 依赖关系* | 의존성 매트릭스* | 依存関係*
        | matriz de dependencias* | dependencias | matriz de dependências* | матрица зависимостей*
        | ma trận phụ thuộc* | matriks dependensi* | abhängigkeitsmatrix* | matrice de dépendances*""",
    SectionKind.EXECUTION: """
        execution strategy* | parallel execution waves* | task flow* | parallelization* | agent dispatch summary*
        | implementation order* | execution order* | 执行策略* | 并行执行波次* | 并行执行策略* | 执行顺序* | 실행 전략*
        | 병렬 실행* | 実行戦略* | estrategia de ejecución* | ondas de paralelización* | estratégia de execução*
        | стратегия выполнения* | chiến lược thực thi* | strategi eksekusi* | ausführungsstrategie*
        | stratégie d'exécution*""",
    SectionKind.OBJECTIVE: """
        core objective* | work objectives* | objective | objectives | goal | goals | 核心目标* | 工作目标* | 目标
        | 핵심 목표* | 작업 목표* | 목표 | 目的 | 目標 | objetivo central* | objetivos de trabajo* | objetivo | objetivos
        | objetivo principal* | основная цель* | цели* | цель | mục tiêu* | tujuan* | ziel | ziele | kernziel*
        | objectif* | objectifs*""",
    SectionKind.CONTEXT: """
        context* | tl;dr* | tldr* | scope* | must have* | must not have* | must not* | guardrails* | notes* | background*
        | original request* | interview summary* | research findings* | metis review* | summary | executive summary*
        | overview* | risk* | references | appendix* | architecture* | current state* | rollback* | decisions*
        | decisions needed* | open questions* | next steps* | approval
        | 上下文* | 背景* | 范围* | 必须有* | 必须包含* | 禁止* | 不得有* | 原始请求* | 风险* | 摘要* | 附录* | 注意事项*
        | 컨텍스트* | 배경* | 범위* | 필수* | 금지* | 원본 요청* | コンテキスト* | 背景* | スコープ* | 必須* | 禁止事項*
        | contexto* | alcance* | debe tener* | no debe tener* | solicitud original* | escopo* | deve ter*
        | não deve ter* | контекст* | область* | должно быть* | не должно быть* | bối cảnh* | phạm vi* | konteks*
        | ruang lingkup* | kontext* | umfang* | contexte* | périmètre*""",
}
"""Normalised heading text by kind; a name that ends in `*` also matches with further words behind it."""

GROUP = re.compile(
    r"(?:parallel )?(?:wave|phase|stage|milestone|sprint|day|week|batch|iteration|group|ola|onda|fase|этап|фаза|волна"
    r"|giai đoạn|đợt|gelombang|tahap|welle|vague|étape)s?\b(?:[\s\-–—:.#]|$)"
    r"|第?\s*[0-9一二三四五六七八九十]+\s*(?:波次|阶段|批次|批|波|阶|단계|フェーズ)|(?:波次|阶段|단계|フェーズ|ウェーブ|웨이브)\s*[0-9]"
)
TASK_HEADING = re.compile(
    r"(?:task|todo|step|tarea|tarefa|задача|aufgabe|tâche|tugas|nhiệm vụ|công việc|任务|작업|태스크|タスク|作業)"
    r"\s*#?[a-z]{0,3}-?\d"
)

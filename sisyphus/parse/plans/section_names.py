"""The words that section headings use: one table, in eleven languages."""

import re

from sisyphus.model.members import StrEnum


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
        | implementation checklist | task checklist | execution checklist | todo items | action items
        | subtasks
        | work breakdown | work breakdown structure | task details | step-by-step plan | step-by-step implementation
        | detailed implementation plan | plan de implementación | plano de implementação | plan d'implémentation
        | umsetzungsplan | implementierungsplan | план реализации | план внедрения | kế hoạch triển khai
        | kế hoạch thực hiện | rencana implementasi | 实施计划 | 实现计划 | 实施方案步骤 | 任务详情 | 任务明细 | 實施計畫 | 實作計畫
        | 구현 계획 | 작업 세부사항 | 実装計画 | 実施計画 | タスク詳細
        | 任务 | 任务列表 | 任务清单 | 任务分解 | 待办 | 待办事项 | 待办清单 | 待办任务 | 实施步骤 | 实施任务 | 执行清单 | 执行任务
        | 任務 | 任務列表 | 任務清單 | 任務分解 | 待辦 | 待辦事項 | 待辦清單 | 待辦任務 | 實施步驟 | 實作步驟 | 實施任務 | 實作任務 | 執行清單
        | 執行任務 | 工作項目 | 할 일 | 할일 | 할 일 목록 | 작업 | 작업 목록 | 태스크 | 태스크 목록 | 구현 작업 | 구현 단계
        | タスク | タスク一覧 | タスクリスト | 作業 | 作業一覧 | やること | やることリスト | 実装タスク | 実装手順
        | tareas | lista de tareas | tareas de implementación | tareas pendientes | pasos de implementación
        | tarefas | lista de tarefas | tarefas de implementação | tarefas pendentes
        | задачи | список задач | список дел | что сделать | план задач
        | công việc | danh sách công việc | nhiệm vụ | danh sách nhiệm vụ | việc cần làm | các công việc
        | tugas | daftar tugas | daftar pekerjaan | langkah implementasi
        | aufgaben | aufgabenliste | zu erledigen | umsetzungsaufgaben | arbeitspakete
        | tâches | liste des tâches | à faire | tâches d'implémentation""",
    SectionKind.FINAL_WAVE: """
        final verification* | final verification wave* | final review wave* | final wave* | wave final*
        | review wave* | verification wave* | approval wave* | sign-off wave* | signoff wave*
        | 最终验证* | 最终验证波次* | 最终验收波次* | 最终波次* | 最终审查* | 最終驗證* | 最終驗收波次* | 最終波次* | 最終審查*
        | 최종 검증* | 최종 웨이브* | 최종 리뷰* | 최종 검토* | 最終検証* | 最終ウェーブ* | 最終レビュー* | 最終確認*
        | onda de verificación final* | oleada de verificación final* | verificación final* | ola final* | ola de verificación final* | oleada final*
        | onda de verificação final* | verificação final* | onda final* | revisión final* | revisão final*
        | финальная проверка* | финальная волна* | финальная верификация* | итоговая проверка* | волна финальной проверки*
        | kiểm tra cuối cùng* | xác minh cuối cùng* | kiểm chứng cuối cùng* | đợt cuối* | đợt kiểm tra cuối*
        | đợt xác minh cuối* | làn sóng xác minh cuối* | làn sóng cuối* | sóng xác minh cuối* | verifikasi akhir* | verifikasi final* | gelombang akhir* | gelombang verifikasi akhir*
        | gelombang final* | abschlussprüfung* | finale verifikation* | abschließende verifikation*
        | abschließende prüfung* | abschlussverifikation* | finale prüfung* | letzte welle* | abschlusswelle* | prüfwelle* | abschließende prüfwelle*
        | vérification finale* | vague de vérification finale* | vague finale* | revue finale*""",
    SectionKind.DEFINITION_OF_DONE: """
        definition of done* | done criteria | done when* | fertig wenn* | fertig, wenn* | terminé quand* | listo cuando*
        | pronto quando* | dod | 完成定义* | 完成的定义* | 完成标准* | 完成定義* | 完成的定義* | 完成標準*
        | 완료 정의* | 완료 기준* | 완료의 정의* | 완료 조건* | 完了の定義* | 完了定義* | 完了条件* | 完了基準*
        | definición de terminado* | definición de hecho* | definición de completado* | definición de listo*
        | definição de pronto* | definição de concluído* | definição de feito* | критерии готовности*
        | определение готовности* | определение завершённости* | определение завершенности* | критерии завершения*
        | định nghĩa hoàn thành* | định nghĩa về hoàn thành* | tiêu chí hoàn thành* | định nghĩa xong*
        | definisi selesai* | kriteria selesai* | definition von fertig* | definition of fertig* | fertig-kriterien*
        | fertigstellungskriterien* | abschlusskriterien* | définition de terminé* | définition du terminé*
        | définition de fini* | définition du fini* | critères d'achèvement* | critérios de conclusão*
        | criterios de finalización* | kriterien für fertigstellung* | 完了の条件*""",
    SectionKind.DELIVERABLE: """
        concrete deliverables* | deliverables* | deliverable | 具体交付物* | 交付物* | 交付成果* | 具體交付物* | 具體交付成果*
        | 구체적 산출물* | 구체적인 산출물* | 산출물* | 결과물* | 成果物* | 具体的な成果物* | 納品物*
        | entregables* | entregables concretos* | entregáveis* | entregáveis concretos* | entregas concretas*
        | результаты* | конкретные результаты* | артефакты* | sản phẩm bàn giao* | kết quả bàn giao* | sản phẩm cụ thể*
        | hasil kerja* | deliverable konkret* | hasil konkret* | liefergegenstände* | konkrete liefergegenstände*
        | ergebnisse* | konkrete ergebnisse* | livrables* | livrables concrets*""",
    SectionKind.CHECKLIST: """
        final checklist* | checklist* | verification checklist* | completion checklist* | acceptance checklist*
        | quality gate* | quality gates* | 质量门禁* | 品质门禁* | 品質門檻*
        | 最终检查* | 最终检查清单* | 最终清单* | 检查清单* | 验证清单* | 最终验收* | 验收总标准*
        | 最終檢查* | 最終檢查清單* | 最終清單* | 檢查清單* | 驗證清單* | 最終驗收* | 최종 체크리스트* | 체크리스트*
        | 최종 점검* | 最終チェックリスト* | チェックリスト* | checklist final* | lista de verificación*
        | lista de comprobación* | lista de verificação* | итоговый чеклист* | финальный чеклист* | чек-лист* | чеклист*
        | danh sách kiểm tra* | daftar periksa* | checkliste* | abschluss-checkliste* | abschlusscheckliste*
        | prüfliste* | liste de contrôle* | liste de vérification*""",
    SectionKind.ACCEPTANCE: """
        acceptance criteria* | acceptance | stop/go* | go/no-go* | gate criteria* | 验收标准* | 验收条件* | 驗收標準*
        | 驗收條件* | 수락 기준* | 인수 기준* | 인수 조건* | 受け入れ基準* | 受入基準* | 受け入れ条件*
        | criterios de aceptación* | critérios de aceitação* | critérios de aceite* | критерии приёмки*
        | критерии приемки* | критерии принятия* | tiêu chí chấp nhận* | tiêu chí nghiệm thu* | kriteria penerimaan*
        | akzeptanzkriterien* | abnahmekriterien* | critères d'acceptation*""",
    SectionKind.SUCCESS: """
        success | success criteria* | success metrics* | technical success criteria* | exit criteria*
        | 成功标准* | 成功指标* | 成功標準* | 成功指標* | 성공 기준* | 성공 지표* | 成功基準* | 成功指標*
        | criterios de éxito* | critérios de sucesso* | критерии успеха* | tiêu chí thành công* | kriteria keberhasilan*
        | kriteria sukses* | erfolgskriterien* | critères de succès* | critères de réussite*""",
    SectionKind.COMMANDS: """
        verification commands* | verify commands* | grep commands for verification* | 验证命令* | 驗證命令* | 驗證指令*
        | 검증 명령* | 検証コマンド* | verificación de comandos* | comandos de verificación* | comandos de verificação*
        | команды проверки* | команды для проверки* | lệnh xác minh* | lệnh kiểm tra* | perintah verifikasi*
        | prüfbefehle* | verifikationsbefehle* | commandes de vérification*""",
    SectionKind.VERIFICATION: """
        verification strategy* | verification | verification steps* | verification plan* | verify | test strategy*
        | test decision* | test infrastructure* | testing strategy* | qa policy* | automated verification*
        | manual verification* | if tdd enabled* | agent-executed qa scenarios* | 验证策略* | 测试策略* | 验证步骤*
        | 测试决策* | 验证 | 驗證策略* | 測試策略* | 驗證步驟* | 測試決策* | 驗證 | 검증 전략* | 테스트 전략* | 테스트 결정* | 검증
        | 検証戦略* | 検証方針* | テスト戦略* | テスト方針* | 検証
        | estrategia de verificación* | política de verificación* | estrategia de pruebas* | estratégia de verificação*
        | estratégia de testes* | стратегия проверки* | стратегия верификации* | стратегия тестирования*
        | chiến lược xác minh* | chiến lược kiểm thử* | chiến lược kiểm chứng* | strategi verifikasi* | strategi pengujian*
        | verifikationsstrategie* | teststrategie* | prüfstrategie* | stratégie de vérification* | stratégie de test*""",
    SectionKind.COMMIT: """
        commit strategy* | commit plan* | commits | commit | 提交策略* | 提交计划* | 提交計畫* | 提交計劃* | 커밋 전략* | 커밋 계획*
        | コミット戦略* | コミット方針* | estrategia de commit* | estrategia de commits* | estratégia de commit*
        | estratégia de commits* | стратегия коммитов* | план коммитов* | chiến lược commit* | strategi commit*
        | commit-strategie* | commitstrategie* | stratégie de commit*""",
    SectionKind.MATRIX: """
        dependency matrix* | dependencies | dependency graph* | 依赖矩阵* | 依赖关系* | 依賴矩陣* | 依賴關係* | 相依矩陣*
        | 의존성 매트릭스* | 의존성 행렬* | 의존 관계* | 依存関係* | 依存マトリクス* | 依存行列*
        | matriz de dependencias* | dependencias | matriz de dependências* | dependências | матрица зависимостей*
        | зависимости | ma trận phụ thuộc* | matriks dependensi* | matriks ketergantungan* | abhängigkeitsmatrix*
        | abhängigkeiten | matrice de dépendances* | matrice des dépendances* | dépendances""",
    SectionKind.EXECUTION: """
        execution strategy* | parallel execution waves* | task flow* | parallelization* | agent dispatch summary*
        | implementation order* | execution order* | 执行策略* | 并行执行波次* | 并行执行策略* | 执行顺序* | 執行策略* | 並行執行波次*
        | 平行執行波次* | 並行執行策略* | 執行順序* | 실행 전략* | 병렬 실행* | 실행 순서* | 実行戦略* | 並列実行* | 実行順序*
        | estrategia de ejecución* | ondas de paralelización* | olas de ejecución* | estratégia de execução*
        | ondas de execução* | стратегия выполнения* | волны выполнения* | порядок выполнения* | chiến lược thực thi*
        | chiến lược thực hiện* | strategi eksekusi* | ausführungsstrategie* | ausführungsreihenfolge*
        | stratégie d'exécution* | vagues d'exécution*""",
    SectionKind.OBJECTIVE: """
        core objective* | work objectives* | objective | objectives | goal | goals | 核心目标* | 工作目标* | 目标
        | 核心目標* | 工作目標* | 핵심 목표* | 작업 목표* | 목표 | 目的 | 目標 | objetivo central* | objetivos de trabajo*
        | objetivo | objetivos | objetivo principal* | objetivos de trabalho* | основная цель* | цели* | цель | mục tiêu*
        | tujuan* | ziel | ziele | kernziel* | arbeitsziele* | objectif* | objectifs*""",
    SectionKind.CONTEXT: """
        context* | tl;dr* | tldr* | scope* | must have* | must not have* | must not* | guardrails* | notes* | background*
        | original request* | interview summary* | research findings* | metis review* | summary | executive summary*
        | overview* | risk* | references | appendix* | architecture* | current state* | rollback* | decisions*
        | decisions needed* | open questions* | next steps* | approval
        | 上下文* | 背景* | 范围* | 必须有* | 必须包含* | 禁止* | 不得有* | 原始请求* | 风险* | 摘要* | 附录* | 注意事项*
        | 範圍* | 必須有* | 必須包含* | 原始請求* | 風險* | 附錄* | 注意事項*
        | 컨텍스트* | 배경* | 범위* | 필수* | 금지* | 원본 요청* | コンテキスト* | 背景* | スコープ* | 必須* | 禁止事項*
        | contexto* | alcance* | debe tener* | no debe tener* | solicitud original* | escopo* | deve ter*
        | não deve ter* | контекст* | область* | должно быть* | не должно быть* | bối cảnh* | phạm vi* | konteks*
        | ruang lingkup* | kontext* | umfang* | contexte* | périmètre*""",
}
"""Normalised heading text by kind; a name that ends in `*` also matches with further words behind it."""

QUALIFIER = re.compile(
    r"(?:(?:overall|global|general|project|plan|plan-level|key|main|core|primary|full|complete|detailed|final|expected"
    r"|required|updated|revised|all|development|engineering|coding|work"
    r"|execution|implementation|atomic|ordered|prioritized|technical|functional|measurable|concrete|specific|agreed"
    r"|общие|основные|подробные|детальные|ключевые|конкретные|allgemeine|detaillierte|konkrete|globale|wichtigste)\s+"
    r"|(?:详细|詳細|总体|總體|整体|整體|全部|全局|主要|核心|最终|最終|具体|具體|技术|技術|实施|實施|开发|開發)的?\s*"
    r"|(?:전체|상세|주요|최종|구체적인?|구현)\s*|(?:全体|詳細|主要|主|最終|具体的|実装)(?:な|の)?\s*)"
)
"""A word before the name of a section that leaves it what it is."""
GLOSSES = frozenset({"todos", "tasks", "deliverables", "dod", "todo list", "task list"})
"""Names of one word that say in brackets what a heading in another language means; `(TODO)` says that it is open."""
CHAPTER = re.compile(
    r"(?:part|section|chapter|epic|track|workstream|work package|teil|kapitel|parte|sección|seção|partie|часть|раздел"
    r"|phần|bagian)\s+(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)\b(?:\s*(?:[-:.]|[\u2013\u2014]))?\s*"
    r"|第\s*[0-9一二三四五六七八九十]+\s*(?:部分|章|节|節|部)\s*[:\uff1a、]?\s*"
)
"""The number of a chapter; what stands behind it may be the name of a section, else it groups like a phase."""
GROUP = re.compile(
    r"(?:parallel )?(?:wave|phase|stage|milestone|sprint|day|week|batch|iteration|group|ola|oleada|onda|fase|этап|фаза|волна"
    r"|giai đoạn|làn sóng|đợt|gelombang|tahap|welle|vague|étape)s?\b(?:[\s\-–—:.#]|$)"
    r"|第?\s*[0-9一二三四五六七八九十]+\s*(?:波次|阶段|階段|批次|批|波|阶|階|단계|フェーズ|ウェーブ|웨이브)"
    r"|(?:波次|阶段|階段|단계|フェーズ|ウェーブ|웨이브)\s*[0-9一二三四五六七八九十]"
)
TASK_HEADING = re.compile(
    r"(?:task|todo|step|tarea|tarefa|задача|aufgabe|tâche|tugas|nhiệm vụ|công việc|任务|任務|작업|태스크|タスク|作業)"
    r"\s*#?[a-z]{0,3}-?\d"
)

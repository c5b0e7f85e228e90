# ruff: noqa: E501
# The lines hold words in scripts that are twice as wide.
"""The words that name the places of checks, and the keys of a scenario: two tables, in eleven languages."""

import re

from sisyphus.model.check import Origin
from sisyphus.model.members import Enum, auto
from sisyphus.parse.plans.field_names import FIELD_NAMES, Field, split_names


class Key(Enum):
    """A line's part in a scenario, or beside a command."""

    SCENARIO = auto()
    STEPS = auto()
    RUN = auto()
    EXPECTED = auto()
    ASIDE = auto()
    """Tool, preconditions, failure indicators, evidence: nothing below it is a check."""


KEY_NAMES: dict[Key, str] = {
    Key.SCENARIO: """scenario|test case|use case|happy path|failure path|edge case|用例|测试用例|測試用例|測試案例|테스트 케이스
        |escenario|caso de prueba|cenário|caso de teste|сценарий|テストケース|szenario|scénario|kịch bản|skenario""",
    Key.STEPS: """steps|step|test steps|actions|action|procedure|步骤|测试步骤|操作步骤|步驟|測試步驟|操作步驟|단계|절차|테스트 단계|pasos|passos|шаги
        |手順|ステップ|テスト手順|schritte|étapes|các bước|bước|langkah|langkah-langkah|qa steps""",
    Key.RUN: """run|command|commands|cmd|execute|exec|bash|shell|terminal|invoke|verify command
        |verify with|run command|run test|run tests|check command|命令|运行|执行|测试命令|执行命令|運行|執行|測試命令|執行命令|실행|명령|명령어|실행 명령
        |comando|comandos|ejecutar|ejecuta|executar|команда|команды|запустить|コマンド|実行|実行コマンド|befehl|befehle|ausführen|commande|commandes
        |exécuter|lệnh|chạy|perintah|jalankan""",
    Key.EXPECTED: """expected result|expected results|expected|expect|expects|expected output|expected stdout|expected outcome
        |expected behavior|expected signals|expected signal|expected exit|expected exit code|exit code|assert|assertion|asserts
        |pass condition|expected pass condition|expected red|expected green|expected response|pass criteria|pass if
        |预期结果|预期|期望结果|期望|预期输出|期望输出|断言|预期行为|预期响应|預期結果|預期|期望結果|預期輸出|期望輸出|斷言|預期行為
        |예상 결과|기대 결과|예상|기대|기대값|예상 출력
        |resultado esperado|resultados esperados|esperado|se espera|salida esperada|saída esperada|ожидаемый результат|ожидаемые результаты|ожидается
        |期待結果|期待される結果|期待する結果|期待値|期待|erwartetes ergebnis|erwartete ergebnisse|erwartet|résultat attendu|résultats attendus|attendu
        |kết quả mong đợi|kết quả kỳ vọng|mong đợi|hasil yang diharapkan|hasil diharapkan|diharapkan""",
    Key.ASIDE: """tool|tools|preconditions|precondition|prerequisites|prerequisite|setup|given|failure indicators
        |failure indicator|fail indicators|failure|failure signals|evidence|evidence to capture|evidence path|screenshot|capture|cleanup
        |capture as|工具|前置条件|前提条件|失败标志|失败指标|失败标识|证据|截图|前置條件|前提條件|失敗標誌|失敗指標|失敗標識|失敗跡象|證據|截圖
        |도구|사전 조건|사전조건|전제 조건|전제조건|실패 지표|실패 징후|증거
        |herramienta|herramientas|precondiciones|indicadores de fallo|evidencia|ferramenta|ferramentas|pré-condições|precondições|indicadores de falha
        |evidência|инструмент|инструменты|предусловия|предварительные условия|признаки сбоя|признаки неудачи|признаки ошибки|доказательства
        |ツール|事前条件|失敗の兆候|失敗指標|証拠|werkzeug|werkzeuge|vorbedingungen|voraussetzungen|fehleranzeichen|fehlerindikatoren|nachweis|beweis
        |outil|outils|préconditions|prérequis|indicateurs d'échec|preuve|công cụ|điều kiện tiên quyết|dấu hiệu thất bại|dấu hiệu lỗi|bằng chứng
        |alat|prasyarat|prakondisi|indikator kegagalan|tanda kegagalan|bukti""",
}
"""Names by key, in lower case."""

PLACE_NAMES: dict[Origin | None, str] = {
    Origin.ACCEPTANCE: """acceptance criteria|acceptance|success criteria|done when|done criteria|exit criteria|criteria|tests
        |test|tdd|if tdd|if tdd enabled|tdd steps|manual execution verification|automated tests|unit tests|integration tests
        |test cases|e2e tests|end-to-end tests|regression tests|验收标准|验收条件|验收|验证标准|完成标准|成功标准|测试|单元测试|集成测试|端到端测试|回归测试|單元測試|整合測試|수락 기준|인수 기준|인수 조건|완료 조건
        |완료 기준|성공 기준|테스트|단위 테스트|통합 테스트|criterios de aceptación|criterios de éxito|pruebas|critérios de aceitação|testes|критерии приёмки
        |критерии приемки|тесты|受け入れ基準|受入基準|完了条件|テスト|akzeptanzkriterien|critères d'acceptation
        |tiêu chí chấp nhận|kriteria penerimaan|acceptance criteria + qa scenarios""",
    Origin.QA_SCENARIO: """qa scenarios|qa scenario|agent-executed qa scenarios|agent-executed qa|agent-executed qa scenario|qa
        |qa happy|qa failure|happy qa|failure qa|test scenarios|scenarios|concern-specific qa|manual qa|smoke test|smoke tests
        |qa 场景|qa场景|场景|测试场景|qa 시나리오|시나리오|escenarios de qa|escenarios qa|escenarios|cenários de qa|cenários
        |сценарии qa|сценарии|qa シナリオ|シナリオ|qa-szenarien|scénarios qa""",
    Origin.VERIFICATION_STEP: """verification|verify|verifying|validation|validate|verification steps|verification step
        |verification commands|verification command|automated verification|manual verification|how to verify|test verification
        |build verification|testing|test plan|how to test|manual tests|manual test|manual testing|automated|automated checks|final verification
        |quick verification|verification plan|test commands|test command|command evidence|verification tool by deliverable type
        |required recurring gates|recurring gates|gates|quality gates|build|type checking|type check|typecheck|lint|linting|验证|验证步骤
        |验证命令|验证方法|验证方式|验证点|测试方法|如何测试|如何验证|功能验证|检查|驗證|驗證步驟|驗證命令|驗證方法|驗證方式|檢查|검증|검증 방법|검증 단계|검증 명령|확인 방법|verificación
        |validación|pasos de verificación|verificação|validação|проверка|верификация|検証|検証手順|確認|überprüfung
        |verifikation|vérification|xác minh|kiểm tra|verifikasi""",
    Origin.DEFINITION_OF_DONE: "definition of done|dod|完成定义|完成定義|완료 정의|definición de terminado|definição de pronto",
    Origin.CHECKLIST: "final checklist|checklist|检查清单|檢查清單|체크리스트|lista de verificación|チェックリスト",
    Origin.PRE_COMMIT: "pre-commit|precommit|pre commit|pre-commit check|pre-commit hook|提交前|提交前检查|커밋 전|커밋 전 검증"
    "|pre-commit verification|pre-commit checks|pre-commit commands|提交前验证|提交前檢查|antes del commit|antes de commit",
    None: """what to do|what|description|implementation|implementation steps|implement|changes|must not do|must not|must do|must have
        |must|do not|recommended agent profile|agent profile|recommended agent|category|skills|profile|parallelization|parallelizable
        |can run in parallel|can parallel|parallel group|blocks|blocked by|depends on|dependencies|references|reference
        |pattern references|api/type references|test references|external references|documentation references
        |why each reference matters|files|file|files to modify|files to create|commit|commits|message|framework|infrastructure exists
        |automated tests decision|user wants tests|test decision|goal|objective|risk|risks|reason|status|note|output|expected code
        |rollback|rollback plan|notes|background|context|deliverables|deliverable|estimated effort|example|examples|code|scope|guardrails
        |what to do / must not do|做什么|要做什么|具体内容|不能做|禁止|参考|推荐代理|并行化|提交|文件|修改文件|风险|位置|修复|问题|回滚
        |할 일|작업 내용|하지 말 것|금지|참고|권장 에이전트|병렬화|커밋|파일|qué hacer|no hacer|no debe hacer|perfil recomendado
        |referencias|archivos|o que fazer|não fazer|não deve fazer|referências|arquivos|что делать|чего не делать|ссылки|файлы|やること
        |作業内容|禁止事項|参照|ファイル|コミット""",
}
"""Names of the parts of a task or section by what a command in it is for; `None` where none is a check."""


KEYS: dict[str, Key] = {name: key for key, text in KEY_NAMES.items() for name in split_names(text)}


def unnumbered(name: str) -> str:
    """Return the name of a scenario without its number; any other name as it is."""
    bare = name.rstrip("0123456789#. ") if name[-1:].isdecimal() else name
    return bare if bare != name and KEYS.get(bare) is Key.SCENARIO else name


_OF_FIELDS = {
    Field.ACCEPTANCE: Origin.ACCEPTANCE,
    Field.SCENARIOS: Origin.QA_SCENARIO,
    Field.PRE_COMMIT: Origin.PRE_COMMIT,
}
"""What a command in a task's field is for; in the others none is a check."""
_FROM_FIELDS: dict[str, Origin | None] = {
    name: _OF_FIELDS.get(field)
    for field, text in FIELD_NAMES.items()
    for name in split_names(text)
    if name not in KEYS
}
PLACES: dict[str, Origin | None] = {
    **_FROM_FIELDS,
    **{name: place for place, text in PLACE_NAMES.items() for name in split_names(text)},
}

ASKS = re.compile(
    r"(?:step\s*\d+\W+)?.*\b(?:verif(?:y|ies|ication)|validat(?:e|ion)|run (?:the )?tests?|test that|smoke)\b"
    r"|(?:post-\w+ )?qa\b|test(?: case)? ?\d+\b|.*(?:验证|驗證|검증|検証|verific|проверк|überprüf|vérif)"
)
"""A label that is in no table but asks for a check."""
TASK_ASKS = re.compile(
    r"\W*(?:(?:final|full|overall|end-to-end|e2e)\s+)?(?:(?:verification|validation|regression(?: tests?)?|smoke tests?|checks?|qa)\W*$"
    r"|(?:re-?)?(?:verify|validate)\W|run (?:(?:the|all|full|whole|entire|complete|final|existing|unit|integration)\s+)*(?:test|check|lint|verification|quality|suite)"
    r"|(?:最终|最終|全面|整体|整體)?(?:的)?(?:验证|驗證|回归测试|回歸測試|运行测试|執行測試)"
    r"|최종 검증|검증|最終検証|検証|финальная проверка|проверка\W*$|запустить тесты|verificación|verificação|vérification|überprüfung|xác minh|verifikasi)",
    re.IGNORECASE,
)
"""The title of a task that is nothing but a check: bare commands in its body are what it runs."""

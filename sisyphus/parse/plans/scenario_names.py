"""The words that name the parts of a QA scenario: one table, in eleven languages."""

from sisyphus.model.members import Enum, auto
from sisyphus.parse.commands.names import KEY_NAMES, Key
from sisyphus.parse.plans.field_names import split_names


class Part(Enum):
    """A part of a scenario."""

    TITLE = auto()
    TOOL = auto()
    PRECONDITIONS = auto()
    STEPS = auto()
    EXPECTED = auto()
    FAILURE = auto()
    EVIDENCE = auto()
    ASIDE = auto()
    """Cleanup and the like: not kept."""


LISTED = frozenset({Part.PRECONDITIONS, Part.STEPS, Part.EXPECTED, Part.FAILURE, Part.EVIDENCE})
"""Parts of several lines, whose bullets and numbers are dropped."""

PART_NAMES: dict[Part, str] = {
    Part.TITLE: """scenario|test scenario|qa scenario|场景|测试场景|用例|测试用例|場景|測試場景|情境|測試情境|測試案例|시나리오|테스트 시나리오
        |シナリオ|テストシナリオ|escenario|cenário|сценарий|szenario|scénario|kịch bản|skenario|case|test case|caso de prueba|caso de teste""",
    Part.TOOL: """tool|tools|工具|도구|ツール|herramienta|herramientas|ferramenta|ferramentas|инструмент|инструменты|werkzeug|werkzeuge
        |outil|outils|công cụ|alat""",
    Part.PRECONDITIONS: """preconditions|precondition|prerequisites|prerequisite|setup|given|前置条件|前提条件|前置條件|前提條件|事前条件
        |사전 조건|사전조건|전제 조건|전제조건|precondiciones|condiciones previas|prerrequisitos|requisitos previos|pré-condições|precondições
        |pré-requisitos|предусловия|предварительные условия|vorbedingungen|voraussetzungen|préconditions|prérequis|conditions préalables
        |điều kiện tiên quyết|prasyarat|prakondisi""",
    Part.STEPS: "when",
    Part.EXPECTED: "then",
    Part.FAILURE: """failure indicators|failure indicator|fail indicators|failure signals|failure|失败标志|失败指标|失败标识|失败迹象|失败信号
        |失敗標誌|失敗指標|失敗標識|失敗跡象|실패 지표|실패 징후|실패 표시|indicadores de fallo|indicadores de fracaso|señales de fallo
        |indicadores de falha|sinais de falha|признаки сбоя|признаки неудачи|признаки ошибки|индикаторы сбоя|失敗の兆候
        |fehleranzeichen|fehlerindikatoren|anzeichen für fehler|indicateurs d'échec|signes d'échec|dấu hiệu thất bại|dấu hiệu lỗi
        |indikator kegagalan|tanda kegagalan""",
    Part.EVIDENCE: """evidence|evidence path|screenshot|证据|截图|證據|截圖|증거|증빙|証拠|エビデンス|evidencia|evidencias|evidência|evidências
        |доказательства|доказательство|beweis|beweise|nachweis|nachweise|preuve|preuves|bằng chứng|bukti""",
    Part.ASIDE: "cleanup|capture|capture as|clean up|清理|정리|limpieza|limpeza|очистка|aufräumen|nettoyage|dọn dẹp|pembersihan|後片付け",
}
"""Names by part, in lower case. Steps and expectations have those too that checks are found by."""
# ruff: noqa: E501
# The lines hold words in scripts that are twice as wide.

_OF_CHECKS = {Key.SCENARIO: Part.TITLE, Key.STEPS: Part.STEPS, Key.EXPECTED: Part.EXPECTED}


_PARTS = {
    **{name: part for key, part in _OF_CHECKS.items() for name in split_names(KEY_NAMES[key])},
    **{name: part for part, text in PART_NAMES.items() for name in split_names(text)},
    **dict.fromkeys(("happy", "happy path", "failure path", "happy case", "failure case"), Part.TITLE),
}

TITLE_STARTS = frozenset(name[:2] for name, part in _PARTS.items() if part is Part.TITLE)
"""Two letters that the names of a scenario begin with."""


def part_named(name: str) -> Part | None:
    """Return the part that a name in lower case stands for."""
    return _PARTS.get(name)

"""The words that name the parts of a task's body: one table, in eleven languages."""

from enum import Enum, auto


class Field(Enum):
    """A part of a task's body."""

    WHAT = auto()
    MUST_NOT = auto()
    PROFILE = auto()
    PARALLEL = auto()
    GROUP = auto()
    BLOCKS = auto()
    BLOCKED_BY = auto()
    REFERENCES = auto()
    FILES = auto()
    ACCEPTANCE = auto()
    SCENARIOS = auto()
    EVIDENCE = auto()
    COMMIT = auto()
    MESSAGE = auto()
    PRE_COMMIT = auto()


FIELD_NAMES: dict[Field, str] = {
    Field.WHAT: "what to do|what to do / must not do|what|description|steps|implementation|做什么|要做什么|具体内容|任务内容|할 일|작업 내용|수행 작업|やること"
    "|作業内容|qué hacer|o que fazer|что делать|cần làm gì|việc cần làm|apa yang dilakukan|was zu tun ist|que faire|quoi faire",
    Field.MUST_NOT: "must not do|must not|do not|不能做|禁止|禁止事项|不要做|하지 말 것|금지|금지 사항|禁止事項|no debe hacer|qué no hacer"
    "|não deve fazer|o que não fazer|чего не делать|không được làm|jangan lakukan|nicht tun|ne pas faire",
    Field.PROFILE: "recommended agent profile|agent profile|recommended agent|推荐代理|推荐 agent|推荐代理配置|권장 에이전트|perfil de agente",
    Field.PARALLEL: "parallelization|parallelizable|can parallel|can run in parallel|并行化|并行|병렬화|並列化|paralelización|paralelização",
    Field.GROUP: "parallel group|wave|group|并行组|并行批次|병렬 그룹|grupo paralelo",
    Field.BLOCKS: "blocks|blocking|阻塞|阻塞任务|차단|bloquea|bloqueia|блокирует",
    Field.BLOCKED_BY: "blocked by|depends on|depends|dependencies|dependency|依赖|被阻塞于|前置依赖|被阻塞|선행 작업|의존성|依存|bloqueado por"
    "|depende de|зависит от|заблокировано",
    Field.REFERENCES: "references|reference|参考|参考资料|参考文献|참고|참조|参照|referencias|referências|ссылки|tham khảo|referensi|referenzen|références",
    Field.FILES: "files|file|files to modify|files to create|modified files|changed files|target files|target file|文件|修改文件|涉及文件|파일"
    "|수정 파일|ファイル|archivos|archivo|arquivos|файлы|tệp|berkas|dateien|fichiers",
    Field.ACCEPTANCE: "acceptance criteria|acceptance|verification|verify|success criteria|验收标准|验收条件|验证|수락 기준|인수 기준|검증|受け入れ基準"
    "|criterios de aceptación|critérios de aceitação|критерии приёмки|критерии приемки|tiêu chí chấp nhận|kriteria penerimaan|akzeptanzkriterien"
    "|critères d'acceptation|definition of done",
    Field.SCENARIOS: "qa scenarios|qa scenario|agent-executed qa scenarios|test scenarios|qa 场景|qa场景|场景|qa 시나리오|escenarios de qa|escenarios qa"
    "|cenários de qa|сценарии qa",
    Field.EVIDENCE: "evidence|evidence to capture|证据|증거|証拠|evidencia|evidência|доказательства",
    Field.COMMIT: "commit|提交|커밋|コミット|коммит",
    Field.MESSAGE: "message|commit message|提交信息|消息|메시지|mensaje|mensagem|сообщение",
    Field.PRE_COMMIT: "pre-commit|precommit|pre commit|提交前|提交前检查|커밋 전",
}
"""Field names by field, in lower case."""

"""The words that name the parts of a task's body: one table, in eleven languages."""

from sisyphus.model.members import Enum, auto


class Field(Enum):
    """A part of a task's body."""

    WHAT = auto()
    MUST_NOT = auto()
    PROFILE = auto()
    PARALLEL = auto()
    GROUP = auto()
    WAVE = auto()
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
    Field.WHAT: """what to do|what to do / must not do|what|description|steps|implementation
        |做什么|要做什么|该做什么|需要做什么|具体内容|任务内容|工作内容|执行内容|做什麼|要做什麼|該做什麼|需要做什麼|具體內容|任務內容|工作內容|執行內容
        |할 일|해야 할 일|작업 내용|수행 작업|수행할 작업|やること|すべきこと|何をするか|作業内容|実施内容
        |qué hacer|lo que hay que hacer|o que fazer|что делать|что сделать|что нужно сделать
        |cần làm gì|việc cần làm|những việc cần làm|phải làm gì|apa yang dilakukan|apa yang harus dilakukan|yang harus dilakukan
        |was zu tun ist|was ist zu tun|was zu tun|zu tun|que faire|quoi faire|ce qu'il faut faire|à faire""",
    Field.MUST_NOT: """must not do|must not|do not
        |不能做|不可做|不得做|不要做|不做什么|不该做|禁止|禁止事项|禁止做|禁止操作|切勿|不做什麼|不該做|禁止事項
        |하지 말 것|하지 말아야 할 것|해서는 안 되는 것|금지|금지 사항|금지사항|してはいけないこと|やってはいけないこと|やらないこと
        |no debe hacer|no debe hacerse|no hacer|qué no hacer|lo que no debe hacer|não deve fazer|não fazer|o que não fazer
        |чего не делать|что не делать|не делать|нельзя|нельзя делать|запрещено
        |không được làm|không làm|những điều không được làm|jangan lakukan|jangan dilakukan|tidak boleh dilakukan|dilarang
        |nicht tun|was nicht zu tun ist|darf nicht|verboten|ne pas faire|à ne pas faire|ce qu'il ne faut pas faire|interdit""",
    Field.PROFILE: """recommended agent profile|agent profile|recommended agent
        |推荐代理|推荐 agent|推荐agent|推荐代理配置|推荐 agent 配置|推荐智能体|推荐智能体配置|代理配置
        |推薦代理|推薦 agent|推薦代理設定|推薦代理配置|建議代理|建議代理設定
        |권장 에이전트|권장 에이전트 프로필|추천 에이전트|추천 에이전트 프로필|에이전트 프로필
        |推奨エージェント|推奨エージェントプロファイル|推奨エージェントプロフィール|エージェントプロファイル
        |perfil de agente|perfil de agente recomendado|perfil recomendado|agente recomendado|perfil do agente|perfil do agente recomendado
        |рекомендуемый агент|рекомендуемый профиль агента|профиль агента
        |hồ sơ agent|hồ sơ agent đề xuất|agent đề xuất|hồ sơ tác nhân|hồ sơ tác nhân đề xuất|tác nhân đề xuất
        |profil agen|profil agen yang direkomendasikan|agen yang direkomendasikan
        |agentenprofil|empfohlenes agentenprofil|empfohlener agent|profil d'agent|profil d'agent recommandé|agent recommandé""",
    Field.PARALLEL: """parallelization|parallelizable|can parallel|can run in parallel
        |并行化|并行|并行执行|可并行|可并行执行|可以并行|能否并行|是否可并行|並行化|並行|並行執行|可並行|可並行執行|可以並行|能否並行|是否可並行
        |平行化|可平行|可平行執行|병렬화|병렬 실행|병렬 가능|병렬 실행 가능|병렬 실행 가능 여부|並列化|並列実行|並列実行可|並列実行可能|並列可
        |paralelización|paralelizable|se puede ejecutar en paralelo|puede ejecutarse en paralelo
        |paralelização|paralelizável|pode executar em paralelo|pode ser executado em paralelo|pode rodar em paralelo
        |параллелизация|распараллеливание|параллельность|можно параллельно|можно выполнять параллельно
        |song song hóa|chạy song song|có thể song song|có thể chạy song song
        |paralelisasi|bisa paralel|dapat paralel|dapat dijalankan paralel|bisa dijalankan paralel
        |parallelisierung|parallelisierbar|parallel ausführbar|kann parallel laufen
        |parallélisation|parallélisable|exécutable en parallèle|peut s'exécuter en parallèle""",
    Field.GROUP: """parallel group|group|并行组|并行分组|并行批次|並行組|並行群組|並行分組|並行批次|平行組|平行群組|병렬 그룹|그룹
        |並列グループ|グループ|grupo paralelo|grupo|параллельная группа|группа параллельности|nhóm song song|grup paralel|kelompok paralel
        |parallelgruppe|parallele gruppe|groupe parallèle""",
    Field.WAVE: """wave|波次|所属波次|所屬波次|웨이브|ウェーブ|ola|oleada|onda|волна|đợt|gelombang|welle|vague""",
    Field.BLOCKS: """blocks|blocking|阻塞|阻塞任务|后续任务|阻塞任務|阻擋|後續任務|차단|차단 대상|차단하는 작업|후속 작업
        |ブロック|ブロックする|ブロック対象|ブロック先|ブロックするタスク|後続タスク|bloquea|bloquea a|bloqueia|bloqueia a
        |блокирует|chặn|memblokir|menghalangi|blockiert|bloque""",
    Field.BLOCKED_BY: """blocked by|depends on|depends|dependencies|dependency|depends upon|waits for|needs|requires|prerequisite|prerequisites
        |依赖|依赖于|依赖项|依赖任务|前置依赖|前置任务|被阻塞|被阻塞于|阻塞于|受阻于|依賴|依賴於|依賴項|依賴任務|前置依賴|前置任務|被阻塞於|阻塞於|受阻於
        |被阻擋|相依|相依於|선행 작업|선행 태스크|의존성|의존|의존 작업|의존 대상|차단됨|차단 주체|차단 요인
        |依存|依存先|依存関係|依存タスク|前提タスク|先行タスク|ブロック元|ブロックされる|被ブロック
        |bloqueado por|bloqueada por|depende de|dependencias|dependencia|dependências|dependência
        |зависит от|зависимости|зависимость|заблокировано|заблокирована|заблокирован|блокируется
        |bị chặn bởi|phụ thuộc|phụ thuộc vào|diblokir oleh|terblokir oleh|bergantung pada|tergantung pada|dependensi|ketergantungan
        |blockiert durch|blockiert von|abhängig von|hängt ab von|abhängigkeiten|abhängigkeit
        |bloqué par|bloquée par|dépend de|dépendances|dépendance""",
    Field.REFERENCES: """references|reference|参考|参考资料|参考文献|参考文件|引用|參考|參考資料|參考文獻|參考檔案|참고|참고 자료|참조|참조 자료|参照|参考資料
        |referencias|referências|ссылки|tham khảo|tài liệu tham khảo|tham chiếu|referensi|rujukan|referenzen|verweise|références""",
    Field.FILES: """files|file|files to modify|files to create|modified files|changed files|target files|target file
        |文件|修改文件|涉及文件|相关文件|目标文件|变更文件|新建文件|要修改的文件|檔案|修改檔案|涉及檔案|相關檔案|目標檔案|變更檔案|新增檔案|要修改的檔案
        |파일|수정 파일|대상 파일|변경 파일|수정할 파일|생성할 파일|ファイル|対象ファイル|変更ファイル|修正ファイル
        |archivos|archivo|archivos a modificar|ficheros|arquivos|arquivo|arquivos a modificar|ficheiros|файлы|файл|изменяемые файлы
        |tệp|tập tin|tệp cần sửa|berkas|berkas yang diubah|dateien|datei|betroffene dateien|geänderte dateien
        |fichiers|fichier|fichiers à modifier|fichiers modifiés""",
    Field.ACCEPTANCE: """acceptance criteria|acceptance|verification|verify|success criteria|definition of done
        |验收标准|验收条件|验收|验证|驗收標準|驗收條件|驗收|驗證|수락 기준|인수 기준|인수 조건|승인 기준|완료 기준|완료 조건|검증
        |受け入れ基準|受け入れ条件|受入基準|受入条件|完了条件|検証|criterios de aceptación|verificación|critérios de aceitação|critérios de aceite
        |verificação|критерии приёмки|критерии приемки|критерии принятия|tiêu chí chấp nhận|tiêu chí nghiệm thu
        |kriteria penerimaan|verifikasi|akzeptanzkriterien|abnahmekriterien|verifikation|critères d'acceptation|vérification""",
    Field.SCENARIOS: """qa scenarios|qa scenario|agent-executed qa scenarios|test scenarios
        |qa 场景|qa场景|场景|qa 測試場景|qa 場景|qa場景|場景|qa 情境|qa 시나리오|qa シナリオ|qaシナリオ
        |escenarios de qa|escenarios qa|cenários de qa|cenários qa|сценарии qa|qa-сценарии
        |kịch bản qa|các kịch bản qa|skenario qa|qa-szenarien|scénarios qa|scénarios de qa""",
    Field.EVIDENCE: """evidence|evidence to capture|证据|证据收集|要收集的证据|證據|證據收集|要收集的證據|증거|증빙|수집할 증거|証拠|エビデンス|取得する証拠
        |evidencia|evidencias|evidencia a capturar|evidência|evidências|evidências a capturar|доказательства|доказательство
        |bằng chứng|bằng chứng cần thu thập|bukti|bukti yang dikumpulkan|nachweis|nachweise|beweis|beweise|belege|preuve|preuves""",
    Field.COMMIT: "commit|suggested commit|suggested commit message|recommended commit|planned commit|git commit|提交|커밋|コミット|коммит",
    Field.MESSAGE: """message|commit message|提交信息|提交消息|提交说明|消息|信息|提交訊息|提交說明|訊息|메시지|커밋 메시지|メッセージ|コミットメッセージ
        |mensaje|mensaje de commit|mensagem|mensagem de commit|сообщение|сообщение коммита|thông điệp|thông điệp commit
        |pesan|pesan commit|nachricht|commit-nachricht|message de commit|message du commit""",
    Field.PRE_COMMIT: """pre-commit|precommit|pre commit|提交前|提交前检查|提交前檢查|커밋 전|커밋 전 검증|커밋 전 확인|コミット前|コミット前チェック
        |antes del commit|antes de commit|antes do commit|pré-commit|перед коммитом|до коммита|trước commit|trước khi commit
        |sebelum commit|vor dem commit|avant le commit|avant commit""",
}
"""Field names by field, in lower case; for each language the words of the usual template first."""


def split_names(text: str) -> list[str]:
    """Return the names of a table's row, those with an apostrophe also with the typographic one."""
    names = [" ".join(name.split()).casefold() for name in text.split("|") if name.strip()]
    return names + [name.replace("'", "\u2019") for name in names if "'" in name]

# ruff: noqa: E501
# The lines hold words in scripts that are twice as wide.
"""The words for results: one table a meaning, in eleven languages; traditional characters are read as simplified."""


def _any(*groups: str) -> str:
    return "(?:" + "|".join(word for group in groups for word in group.split("|")) + ")"


PASS = _any(
    r"pass(?:es|ed|ing)?\b|succeeds?\b|succeeded\b|success(?:ful(?:ly)?)?\b|green\b|ok\b|works?\b|completes?\b|completed\b",
    r"compiles?\b|builds?\b|runs? to completion\b|returns? (?:successfully|cleanly)\b|100% pass(?:ing)?\b|启动|validates?\b|valid\b|clean(?:ly)?\b|(?:gracefully|runs?)(?= (?:clean|green|success))",
    r"test result: ok\b|(?:imports?|loads?|executes?|installs?|parses?|finishes?|runs?) (?:successfully|cleanly|correctly|fine)\b",
    r"(?:(?:does|do|did|must|should|will) ?(?:not|n't)|not|never) (?:fail|error out|crash|panic|throw|abort)\b",
    r"通过|成功(?:する|した)?(?:こと)?|完了(?:する|した)?(?:こと)?|正常|无误|完成|编译|全绿|执行|运行|합격|통과|성공|정상|완료|pasan?\b|pasando\b|exitos[oa]s?\b|con éxito|éxito|compila\b|correct[oa]s?\b",
    r"passam?\b|sucesso|com sucesso|合格|パス(?!\w)|通過|проход[ия]т\b|пройден[аоы]?\b|успешн[оаы]\b|завершается успешно",
    r"собирается\b|erfolgreich\b|besteh(?:t|en)\b|bestanden\b|läuft durch|grün\b|passe(?:nt)?\b|réussi(?:t|ssent|e|es|s)?\b|avec succès|succès\b",
    r"thành công|vượt qua|berhasil\b|lulus\b|sukses\b",
)
PASS_SUBJECT = _any(
    r"all|both|every|each|the|existing|new|unit|integration|regression|end-to-end|e2e|backend|frontend|targeted|focused",
    r"tests?|test suites?|suites?|specs?|greps?|two|three|four|five|and|100%|服务器|服务|在所有包|在|中|后|checks?|commands?|gates?|jobs?|build|builds|lint|linter|linting|eslint|clippy|fmt|formatting",
    r"type-?check(?:s|ing)?|type check(?:s|ing)?|types?|typescript|tsc|compilation|compile|compiler|script|process|migration|vite",
    r"rust|python|js|ts|go|packages?|projects?|files?|code|syntax|it|command|suite|workflow|pipeline|working (?:tree|directory|copy)|should|must|will|still|now|be|is|are",
    r"to|also|has|have|been|run|runs|exit|exits",
    r"全部|所有|基线|全绿|均|都|应|必须|应该|测试|构建|编译|类型检查|类型|检查|执行|运行|命令|正确|单元|集成|现有|已有|包|的|且|并|可以|能",
    r"모든|전체|모두|기존|새|새로운|테스트|빌드|컴파일|타입|체크|타입체크|전부|명령|정상적으로|실행",
    r"todos|todas|los|las|el|la|tests?|pruebas?|build|todo|debe|deben|os|as|testes?|deve|全て|すべて|テスト|ビルド|が|は|も|の|を?実行(?:して|し)?",
    r"все|всё|тесты?|сборка|проверки|проект|команда|alle|läuft|laufen|wird|werden|der|die|das|tous|toutes|les|le|la|doit|doivent|l'|s'exécute",
    r"tất cả|các|kiểm thử|bài test|chạy|semua|tes|uji|pengujian|berjalan",
)
FAIL = _any(
    r"fails?\b|failed\b|failing\b|failure\b|失败|실패|falla[n]?\b|fracasa\b|falha[m]?\b|失敗|пада[её]т\b|падают\b|не проход[ия]т\b|schlägt fehl|schlagen fehl|fehlgeschlagen|échoue(?:nt)?\b|thất bại|gagal\b|non-?zero\b(?: exit)?(?: code| status)?|exit(?:s)? (?:code )?!= ?0",
    r"(?:(?:does|do|did|must|should|can) ?(?:not|n't)|cannot|not) (?:pass|succeed|compile|build)\b|(?:exit(?:s|ed)? )?(?:code |status )?(?:should |must )?(?:is |be )?not (?:be )?(?:0|zero)\b",
)
NOTHING = _any(
    r"nothing to commit|empty(?: output| result| set| list| string)?(?! file| dir| folder)|nothing(?: found)?|no output|no results?(?: found)?|no match(?:es|ing)?(?: found)?|no hits?",
    r"no occurrences?(?: found)?|no lines?|no entries|none(?: found)?|blank|zero (?:match(?:es)?|results?|hits?|lines?|occurrences?|output|findings)",
    r"0 (?:match(?:es)?|results?|hits?|lines?|occurrences?|entries|files?|instances?|references?|findings|output|server-side hits)",
    r"not found|no findings?|silent|无输出|没有输出|无匹配|没有匹配|无结果|没有结果|空|为空|无任何输出|零匹配|0 ?(?:个|条|处|行)?(?:匹配|结果)|未找到|不存在",
    r"출력 없음|결과 없음|일치 없음|일치 결과 없음|매치 없음|매칭 없음|빈 출력|비어 있음|없음|0건|sin ning[uú]n resultado|sin resultados|sin coincidencias|sin salida|vac[ií][oa]|ningun[oa]?",
    r"nenhum(?:a)?(?: resultado)?|sem resultados|sem saída|vazio|なし|出力なし|一致なし|該当なし|空|нет (?:совпадений|вывода|результатов)|ничего(?: не найдено)?|пусто(?:й вывод)?",
    r"keine (?:treffer|ausgabe|ergebnisse)|leer|nichts|aucune? (?:résultat|correspondance|sortie)|vide|rien",
    r"não (?:retorna|imprime|mostra|exibe) nada|no (?:devuelve|imprime|muestra|retorna) nada|ne (?:renvoie|retourne|affiche) rien",
    r"(?:gibt|liefert|zeigt) nichts(?: aus| zurück| an)?|ничего не (?:выводит|находит|возвращает)|(?:不|没有?)(?:输出|返回)任何(?:内容|结果)?",
    r"không (?:trả về|in ra) gì|tidak (?:mencetak|mengembalikan|menampilkan) apa(?:[- ]?apa)?|아무것도 출력(?:하지 않음|되지 않음|하지 않는다)",
    r"không có (?:kết quả|đầu ra|gì)|rỗng|tidak ada (?:hasil|output|keluaran|kecocokan)|kosong",
)
NO_ERRORS = (
    r"(?:(?:runs?|executes?|loads?|starts?|imports?|compiles?|builds?|completes?|finishes?)\s+(?=with))?(?:(?:with(?:out)?|and|has|have|shows?|reports?|produces?|returns?)\s+)?(?:no|zero|0|any|free of)\s+(?:new |any )?"
    r"(?:type|typescript|type-?check(?:ing)?|ts|compile|compilation|compiler|lint(?:ing|er)?|eslint|build|syntax|import|runtime|clippy|rust|rustc"
    r"|console|parse|terraform|validation|lua|svelte|mypy|ruff)?\s*(?:errors?|problems?|issues?|violations?|complaints?|crash(?:es|ing)?|panics?|exceptions?|tracebacks?|offen[sc]es?|vulnerabilit(?:y|ies))\b(?: (?:were )?found\b)?"
    r"|(?:(?:runs?|executes?|loads?|starts?|imports?|compiles?|builds?|completes?|finishes?)\s+)?without (?:errors?|crash(?:es|ing)|panics?|panicking|exceptions?|issues?|problems?)\b|error-free\b|\b0 errors?\b|(?:无|没有|零|0 ?个?)\s*(?:任何)?(?:类型|编译|语法|ts|typescript|lint|eslint|构建)?\s*(?:错误|报错|问题)(?:输出|退出)?|不报错"
    r"|(?:타입|컴파일|린트|빌드)?\s*(?:에러|오류)\s*(?:출력\s*)?(?:없음|없이|0개?)|0 ?(?:에러|오류)|sin errores(?: de \w+)?|sem erros|エラー(?:は|が)?(?:なし|無し|なく|ゼロ|出ない)"
    r"|(?:(?:läuft|laufen|baut|を?実行して|s'exécute|chạy|berjalan|se ejecuta|executa|termina|conclui|выполняется|проходит|が)\s*)?"
    r"(?:エラー(?:は|が)?(?:なし|無し|なく|ゼロ|出ない)|ohne fehler|fehlerfrei(?: durch)?|sans erreurs?|không (?:có )?lỗi|tanpa (?:error|kesalahan)|sin errores|sem erros|без ошибок)"
    r"|без ошибок|нет ошибок|0 ошибок|ohne fehler|keine fehler|0 fehler|fehlerfrei|sans erreurs?|aucune erreur|0 erreurs?"
    r"|không (?:có )?lỗi|tanpa (?:error|kesalahan|galat)|tidak ada (?:error|kesalahan)"
)
NO_WARNINGS = r"(?:(?:with(?:out)?|and|or)\s+)?(?:no|zero|0|any)?\s*warnings?\b|(?:无|没有)警告|경고 없음|sin advertencias|sem avisos|без предупреждений|ohne warnungen|keine warnungen|sans avertissements?|警告なし"
FOUND = _any(
    r"match(?:es|ed)?(?: found)?|found|true|hits?|present|exists?|matching lines?|results? found|at least one match|one or more matches",
    r"都存在|均存在|存在|匹配行|匹配(?:到)?|返回匹配|有输出|找到|有匹配|有结果|매치|매칭됨|일치|존재(?:함)?|발견|encontrad[oa]|existen?|coincidencias?|existe[m]?|一致|見つかる|найден[аоы]?|существу[её]т|gefunden|vorhanden|existiert|trouvée?s?|présente?s?|tìm thấy|tồn tại|ditemukan",
)
SAME = _any(
    r"no (?:diffs?|differences?|changes?|modifications?)|empty diff|diff is empty|zero (?:diffs?|differences?|changes?)|0 (?:diffs?|differences?|changes?)|identical|unchanged",
    r"无差异|没有差异|无变化|无变更|没有变更|无改动|一致|변경 없음|변경사항 없음|차이 없음|동일|sin cambios|sin diferencias|idéntic[oa]s?|sem alterações|sem mudanças|差分なし|変更なし|без изменений|нет (?:различий|изменений)|keine (?:änderungen|unterschiede)|unverändert|aucun (?:changement|écart)|aucune différence",
    r"không (?:có )?thay đổi|tidak ada perubahan",
)
AT_LEAST = _any(
    r">=|≥|at least|no fewer than|not less than|minimum(?: of)?|min\.?|至少|不少于|大于等于|不低于|最少|최소|al menos|como mínimo|mínimo|mayor o igual (?:que|a)",
    r"pelo menos|no mínimo|少なくとも|не менее|минимум|как минимум|mindestens|au moins|ít nhất|minimal|setidaknya",
)
MORE = _any(
    r">|more than|greater than|over|exceeds|above|大于|多于|超过|más de|mayor (?:que|a)|mais de|maior que|초과"
)
AT_MOST = _any(
    r"<=|≤|at most|no more than|not more than|up to|maximum(?: of)?|max\.?|小于等于|不超过|至多|최대|como máximo|a lo sumo|no máximo"
)
LESS = _any(r"<|fewer than|less than|under|below|小于|少于|低于|menos de|menor que|menor a")
UNEQUAL = _any(r"!=|≠|not equal to|other than|不等于")
EXACT = _any(
    r"==|===|=|exactly|equals?|equal to|is|are|be|of|only|just|恰好|等于|为|是|仅|只有|정확히|exactamente|igual a|es|exatamente"
)
UNIT = _any(
    r"match(?:es)?|matching lines?|results?|hits?|lines?|occurrences?|entries|files?|items?|times|records|rows|instances?|references?|mentions?|definitions?",
    r"个|个匹配|条|处|行|次|个文件|곳|건|개|줄|행|회|coincidencias?|líneas?|resultados?|archivos?|veces|linhas?|ocorrências?|件|行",
    r"совпадени[ейя]|строк[аи]?|раза?|treffer|zeilen?|mal|correspondances?|lignes?|résultats?|fois|kết quả|dòng|hasil|baris|kali",
)
SAYS = _any(
    r"contains?|includes?|including|shows?|showing|prints?|outputs?|displays?|mentions?|reports?|returns?|says|lists?|echoes|emits?|responds? with|reads",
    r"包含|含有|显示|输出|打印|返回|出现|포함|출력|표시|반환|contiene|incluye|muestra|imprime|devuelve|retorna|responde|contém|inclui|mostra|retorna|含む|表示|出力|содерж[иа]т|выводит|показывает|возвращает|enthält|zeigt|liefert|contient|affiche|renvoie|retourne",
    r"chứa|hiển thị|in ra|trả về|berisi|menampilkan|mengembalikan|mencetak",
)
GIVES = r"(?:(?:yields?|gives?|reports?|shows?|prints?|outputs?|results? in|has|have)\s+)?"
QUOTED = r"(?:`[^`\n]+`|\"[^\"\n]+\"|'[^'\n]+')"
NUMBER = r"\d[\d,]*(?:\.\d+)?"
HEDGES = (
    r"(?:except|only|unless|if|otherwise|or|not|never|almost|nearly|hardly|rarely|sometimes|mostly|most|half|some|few|many"
    r"|several|neither|nor|without|twice|once|within|seconds?|minutes?"
    r"|\d+(?:\.\d+)? ?(?:ms|s|secs?|mins?))\b"
)
"""Words that make what is said less than it seems, or more than one form can hold."""
NO_HEDGE = rf"(?!{HEDGES}|(?:no|does|doesn't|don't|cannot|can't|step|skipped|failing|failed|flaky|pending|ignored|of)\b)"
"""What a word in front of a form must not be."""
ABSENT = _any(
    r"(?:(?:does|do|did|should|must) ?(?:not|n't)|not|no longer) exists?(?: any ?more)?|no such file(?: or directory)?|gone|absent|missing|removed|deleted",
    r"(?:文件|目录)?(?:已)?(?:不存在|被?删除)|(?:파일\s*)?(?:존재하지 않음|삭제됨)|no existe[n]?|não existe[m]?|не существует|存在しない|n'existe pas|existiert nicht",
)
"""What says of a file that it is not there."""
PATH = r"(?:`[^`\s]+`|\"[^\"\s]+\"|[\w.@~-]*/[\w./@*-]+|[\w-]+\.\w{1,5})"

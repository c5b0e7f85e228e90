"""Rows of tables to drafts: the Commit Strategy's last column, tables of commands and results."""

import re

from sisyphus.model.check import Origin
from sisyphus.parse.commands.drafts import Draft, Trail
from sisyphus.parse.commands.looks import Looks
from sisyphus.parse.commands.places import Places
from sisyphus.parse.commands.programs import RUNS_BARE
from sisyphus.parse.commands.spoken import find_quoted, read_bare
from sisyphus.parse.commands.steps import result_words
from sisyphus.parse.markdown import Block

_PROVES = re.compile(
    r"verif|check|test|command|valid|gate|how|method|pre-?commit|验证|命令|检查|测试|提交前|검증|명령|확인"
    r"|커밋 전|comando|prueba|antes d|проверк|команд|検証|コマンド|コミット前|prüf|befehl|avant|vérif",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"expect|result|pass|criteri|target|should|预期|结果|期望|标准|예상|결과|기대|esperad|resultado|ожида|期待|結果",
    re.IGNORECASE,
)


def read_row(block: Block, trail: Trail, places: Places) -> None:
    """Take the commands of one row of a table."""
    origin = places.origin
    if origin is None or block.cells == block.header:
        return
    names = [*block.header, *([""] * len(block.cells))]
    shows = next((i for i, name in enumerate(block.header) if _SHOWS.search(name)), None)
    for index, cell in enumerate(block.cells):
        proves = bool(_PROVES.search(names[index]))
        if origin is Origin.COMMIT_STRATEGY and not proves:
            continue
        found = find_quoted(cell, step=False)
        if not found and proves and cell.strip():
            bare = read_bare(cell, led=cell.strip() in RUNS_BARE)
            found = [bare] if bare and bare.looks is Looks.COMMAND else []
        other = (
            block.cells[shows] if shows is not None and shows != index and shows < len(block.cells) else ""
        )
        for one in found:
            words = result_words(one.after, one.before, strict=True) or (
                other.strip() if one is found[-1] else ""
            )
            trail.drafts.append(
                Draft(
                    line=block.line,
                    last_line=block.line,
                    command=one.command,
                    looks=one.looks,
                    origin=origin,
                    task=places.key,
                    label=places.label,
                    words=[words] if words else [],
                    closed=True,
                )
            )

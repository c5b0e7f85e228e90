"""What is said of changes: commits by their ids, diffstats, files created, changed and deleted."""

import re
from collections.abc import Iterator

from sisyphus.model.claim import Claim, ClaimKind, Deed
from sisyphus.model.commit_id import COMMIT_ID
from sisyphus.parse.claim_forms.drafts import draft
from sisyphus.parse.claim_forms.gates import under_advice
from sisyphus.parse.claim_forms.passages import Passage, Place

SHA = re.compile(rf"(?<![\w#/.@:-])({COMMIT_ID})(?![\w-]|\.\w)")
_ABOUT_COMMITS = re.compile(
    r"\b(?:commit(?:s|ted)?|sha|hash(?:es)?|head|git log|revision)\b|提交", re.IGNORECASE
)
_LOG_LINE = re.compile(r"^\s*(?:[*|]\s)?([0-9a-f]{7,40})\s(?:\([^)]{1,80}\)\s)?(\S.{2,120})$")
_TITLE = re.compile(
    r"[`*)\]]{0,3}\s?(?:[:：–—-]|\|)\s?[\"'`*]{0,3}"
    r"((?:feat|fix|docs|chore|refactor|perf|test|style|build|ci|revert)(?:\([^)\n]{1,40}\))?!?: [^\"`|\n]{3,120})"
)
_MESSAGE = re.compile(r"^(?:commit )?message\W{1,4}[\"'`]?([^\"'`\n]{5,120})", re.IGNORECASE)
_NO_ID = re.compile(
    r"\b(?:digest|sha256|md5|checksum|uuid|session|container|image|build id|revert|rollback)\b", re.IGNORECASE
)

_STAT = re.compile(
    r"(?<!\d)(\d{1,5}) files? changed(?:, (\d{1,7}) insertions?\(\+\))?(?:, (\d{1,7}) deletions?\(-\))?"
)
_TOTAL = re.compile(
    r"(?<!\d)(\d{1,5}) files?(?: changed| modified)?[,:;]?\s\(?\+(\d{1,7})(?: lines?)?\s?[,/]?\s?[-−–](\d{1,7})(?!\d)"
)
_STAT_ROW = re.compile(r"^\s*(\S{1,200})\s+\|\s+(\d{1,7})(?:\s[+-]+)?\s*$")
PATH = r"[\w.@+-][\w.@+\-/\[\]()]{0,180}"
_FILE_STAT = re.compile(
    rf"`?(?<![\w/.])({PATH}\.\w{{1,10}})`?\s?[:|]?\s?\(?"
    r"(?:\+(\d{1,7})(?: lines?)?(?:\s?[,/ ]\s?[-−–](\d{1,7}))?|[-−–](\d{1,7}))(?: lines?)?\)?(?![\w.])"
)

_SUFFIXES = frozenset(
    [
        "py",
        "pyi",
        "js",
        "jsx",
        "ts",
        "tsx",
        "mjs",
        "cjs",
        "vue",
        "svelte",
        "rb",
        "rs",
        "go",
        "java",
        "kt",
        "kts",
        "swift",
        "c",
        "h",
        "cc",
        "cpp",
        "hpp",
        "cs",
        "php",
        "scala",
        "sh",
        "bash",
        "zsh",
        "ps1",
        "sql",
        "html",
        "css",
        "scss",
        "less",
        "md",
        "mdx",
        "rst",
        "txt",
        "json",
        "jsonc",
        "yaml",
        "yml",
        "toml",
        "ini",
        "cfg",
        "conf",
        "lock",
        "xml",
        "gradle",
        "tf",
        "env",
        "prisma",
        "proto",
        "graphql",
        "ex",
        "exs",
        "erl",
        "hs",
        "lua",
        "dart",
        "r",
        "jl",
        "ipynb",
        "csv",
        "svg",
    ]
)
_VERBS = {
    Deed.CREATED: r"creat(?:ed|es)|add(?:ed|s)|new(?: file)?|wrote|新建|创建|新增",
    Deed.CHANGED: r"modif(?:ied|ies)|updat(?:ed|es)|changed|edited|refactored|修改|更新",
    Deed.DELETED: r"delet(?:ed|es)|remov(?:ed|es)|删除",
}
_DEED = re.compile("|".join(f"(?P<{deed.name}>{words})" for deed, words in _VERBS.items()), re.IGNORECASE)
_SAID_FILE = re.compile(
    rf"\b(?P<verb>{'|'.join(_VERBS.values())})[:：]?\s(?:the |a |new |file |test )?`({PATH})`", re.IGNORECASE
)
_INSIDE = re.compile(r"\s+(?!and\b|file\b|because\b|since\b|as\b)\w")
_LISTED = re.compile(rf"^`({PATH})`|^({PATH}\.\w{{1,10}})(?=\s*(?:$|[-–—(:|]))")
_FILES_HEADING = re.compile(r"\bfiles?\b|文件", re.IGNORECASE)
_STILL = re.compile(
    r"\bto\s(?:be\s)?(?:create|add|modif|change|update|delete|remove)|\bnot\b|\bno\b", re.IGNORECASE
)
_NEW = re.compile(r"\bnew\b|\bcreated\b", re.IGNORECASE)


def find_commits(passage: Passage) -> Iterator[Claim]:
    """Yield the commits that are named, with their first line where the report gives it."""
    if passage.place is Place.OUTPUT:
        match = _LOG_LINE.match(passage.text)
        if match and SHA.fullmatch(match[1]):
            yield draft(passage, ClaimKind.COMMIT, sha=match[1], title=_log_title(match[2]), at=match)
        return
    columns = " ".join(name for name, _ in passage.cells)
    near = f"{passage.text} {passage.heading} {columns}"
    if not _ABOUT_COMMITS.search(near) or _NO_ID.search(passage.text) or under_advice(passage.headings):
        return
    for match in SHA.finditer(passage.text):
        title = _TITLE.match(passage.text, match.end()) or _MESSAGE.match(passage.following)
        said = title[1].strip(" *.") if title else None
        yield draft(passage, ClaimKind.COMMIT, sha=match[1], title=said, at=match)


def _log_title(text: str) -> str | None:
    """Return the subject of a line of `git log --oneline`; `None` where remarks follow it."""
    return None if "←" in text or "..." in text or "…" in text else text.strip()


def find_diffstats(passage: Passage) -> Iterator[Claim]:
    """Yield counts of changed lines, in total and per file."""
    if not passage.now:
        return
    text = passage.text
    named = SHA.search(text)
    sha = named[1] if named and _ABOUT_COMMITS.search(text) else None
    if total := _STAT.search(text) or _TOTAL.search(text):
        if total[2] or total[3] or passage.place is Place.OUTPUT:
            yield draft(
                passage,
                ClaimKind.DIFFSTAT,
                files=int(total[1]),
                insertions=int(total[2] or 0),
                deletions=int(total[3] or 0),
                sha=sha,
                at=total,
            )
        return
    if passage.place is Place.OUTPUT:
        row = _STAT_ROW.match(text)
        if row and "." in row[1]:
            yield draft(passage, ClaimKind.DIFFSTAT, file=row[1], changed_lines=int(row[2]), at=row)
        return
    for match in _FILE_STAT.finditer(text):
        plus, minus = match[2], match[3] or match[4]
        if _is_path(match[1]):
            yield draft(
                passage,
                ClaimKind.DIFFSTAT,
                file=match[1],
                insertions=int(plus) if plus else None,
                deletions=int(minus) if minus else None,
                sha=sha,
                at=match,
            )


def find_files(passage: Passage) -> Iterator[Claim]:
    """Yield files that are said to be created, changed or deleted."""
    if not passage.now or passage.place is Place.OUTPUT or passage.box not in {None, "x"}:
        return
    said = list(_SAID_FILE.finditer(passage.text))
    for match in said:
        deed = _deed(match["verb"])
        if deed is Deed.DELETED and _INSIDE.match(passage.text, match.end()):
            continue  # `Removed `a.py` imports` leaves the file where it is
        if deed and _is_path(match.group(match.lastindex or 0)):
            yield draft(passage, ClaimKind.FILE, file=match.group(match.lastindex or 0), deed=deed, at=match)
    if said or passage.place is Place.HEADING:
        return
    deed = _deed_of_list(passage)
    cells = passage.cells[:1] or (("", passage.text),)
    listed = _LISTED.match(cells[0][1]) if deed else None
    name = (listed[1] or listed[2]) if listed else ""
    if deed and _is_path(name):
        yield draft(passage, ClaimKind.FILE, file=name, deed=deed, at=listed)


def _deed_of_list(passage: Passage) -> Deed | None:
    """Return what the heading of a list of files says was done to them."""
    heading = passage.heading
    if not _FILES_HEADING.search(heading) or _STILL.search(heading):
        return None
    deeds = {_deed(m[0]) for m in _DEED.finditer(heading)}
    if not deeds:
        return None
    if len(deeds) > 1 or deeds == {Deed.CHANGED}:
        return Deed.CREATED if _NEW.search(passage.text) and Deed.CHANGED not in deeds else Deed.CHANGED
    return deeds.pop()


def _deed(word: str) -> Deed | None:
    match = _DEED.fullmatch(word)
    return Deed[match.lastgroup] if match and match.lastgroup else None


def _is_path(name: str) -> bool:
    """Whether a name is that of one file, not of a function, a flag or a version."""
    _, dot, suffix = name.rpartition(".")
    if name.startswith(("/", "~", "-", "http")) or "..." in name or "()" in name:
        return False
    return bool(dot) and suffix.lower() in _SUFFIXES

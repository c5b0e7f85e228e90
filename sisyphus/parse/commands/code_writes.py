"""Files that code on a command line writes, where their names stand in it."""

from collections.abc import Iterator

from sisyphus.model.regex import regex

PYTHON, SCRIPT, SHELL_LIKE, AWK, SED = "python", "javascript", "others", "awk", "sed"
"""Languages; what is called others has `system` and backticks, as Perl, Ruby and PHP."""

_ADDRESS = r"(?:\d+|\$|/[^/\n]*/)"
"""Of a line, in sed."""
_WRITES = {
    PYTHON: (
        regex(r"\bopen\s*\(\s*(\"[^\"\n]*\"|'[^'\n]*')\s*,\s*(?:mode\s*=\s*)?[\"'](?:[wax]|r\+|rb\+)"),
        regex(
            r"\bPath\s*\(\s*(\"[^\"\n]*\"|'[^'\n]*')\s*\)\s*\.\s*"
            r"(?:write_\w+|touch|symlink_to|open\s*\(\s*[\"'][wax])"
        ),
        regex(
            r"\b(?:shutil\.(?:copy\w*|move)|os\.(?:rename|replace|symlink|link))\s*\([^(),]*,\s*"
            r"(\"[^\"\n]*\"|'[^'\n]*')"
        ),
    ),
    SCRIPT: (
        regex(
            r"\b(?:(?:writeFile|appendFile)(?:Sync)?|createWriteStream|Bun\.write|Deno\.write\w*)\s*\(\s*"
            r"(\"[^\"\n]*\"|'[^'\n]*'|`[^`$\n]*`)"
        ),
        regex(
            r"\b(?:copyFile|rename|symlink|cp)(?:Sync)?\s*\([^(),]*,\s*(\"[^\"\n]*\"|'[^'\n]*'|`[^`$\n]*`)"
        ),
    ),
    SHELL_LIKE: (
        regex(
            r"\b(?:open\b[^;\n]{0,60}?[\"']\+?>{1,2}[\"']\s*,\s*|File\.write\s*\(?\s*"
            r"|file_put_contents\s*\(\s*)(\"[^\"\n]*\"|'[^'\n]*')"
        ),
        regex(r"\bopen\b[^;\n]{0,60}?[\"']\+?>{1,2}\s*([^\"'>\s][^\"'>\n]*)[\"']"),
    ),
    AWK: (regex(r"\bprintf?\b[^;{}\n|]{0,200}?>{1,2}\s*\(?\s*(\"[^\"\n]*\")"),),
    SED: (
        regex(rf"(?:^|[;{{}}\n])\s*(?:{_ADDRESS}(?:,{_ADDRESS})?)?\s*[wW]\s+([^\s;}}]+)"),
        regex(
            r"(?:^|[;{}\n/\d$])\s*s([^\w\s])(?:(?!\1)[^\\\n]|\\.){0,300}\1(?:(?!\1)[^\\\n]|\\.){0,300}\1"
            r"[gpimIM0-9]{0,6}w\s+(\S+)"
        ),
    ),
}
"""By language."""


def files_written(language: str, code: str) -> Iterator[str]:
    """Yield the files that code writes; a name that is computed is not seen."""
    for pattern in _WRITES[language]:
        for match in pattern.finditer(code):
            yield match[match.lastindex or 0].strip("\"'`")

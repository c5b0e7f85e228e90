"""Code on a command line, as of `python -c`: programs that it starts, files that it writes and deletes."""

import re
from collections.abc import Iterator

from sisyphus.model.regex import regex
from sisyphus.parse.commands.wrappers import Started

PYTHON, SCRIPT, SHELL_LIKE, AWK, SED = "python", "javascript", "others", "awk", "sed"
"""Languages; what is called others has `system` and backticks, as Perl, Ruby and PHP."""

INTERPRETERS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("python", "pypy", "py"), (PYTHON, r"-[a-zA-Z]*?c")),
    **dict.fromkeys(("node", "bun", "tsx", "ts-node"), (SCRIPT, r"-pe|-e|-p|--eval|--print")),
    "deno": (SCRIPT, r"eval"),
    "perl": (SHELL_LIKE, r"-[a-zA-Z0-9]*?[eE]"),
    "ruby": (SHELL_LIKE, r"-[a-z]*?e"),
    "php": (SHELL_LIKE, r"-r"),
    "artisan": (SHELL_LIKE, r"--execute"),
    **dict.fromkeys(("lua", "luajit", "Rscript"), (SHELL_LIKE, r"-e")),
    **dict.fromkeys(("awk", "gawk", "mawk", "nawk"), (AWK, "")),
    **dict.fromkeys(("sed", "gsed"), (SED, "")),
}
"""By interpreter, the language and the option that code stands behind; none where it is the first operand."""

_STARTS = {
    PYTHON: regex(
        r"\b(?:os\.(?:system|popen|exec[lv]\w*|spawn\w+|posix_spawn\w*)|pty\.spawn"
        r"|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput))\s*\(\s*"
    ),
    SCRIPT: regex(
        r"(?:\b(?:execSync|spawnSync|execFileSync|execFile|spawn)|child_process\W{1,4}exec|\bcp\.exec"
        r"|\bBun\.spawn(?:Sync)?|\bDeno\.(?:run|Command))\s*\(\s*|\bBun\.\$(?=`)"
    ),
    SHELL_LIKE: regex(
        r"(?<![\w.$>:])(?:system|exec|shell_exec|passthru|popen|proc_open|io\.popen|os\.execute|IO\.popen"
        r"|Open3\.\w+|Kernel\.system)\b\s*\(?\s*(?=[\"'\[\w$])|(?:%x|qx)(?=[{(\[/])|(?<![\w\\])(?=`[^`\n]+`)"
    ),
}
_STARTS[AWK] = _STARTS[SHELL_LIKE]
_STARTS[SED] = regex(r"(?!)")
"""What starts a program, up to its first argument."""
_PIPES = regex(r"\|&?\s*(?=\"[^\"\n]*\")|(?=\"(?:[^\"\\\n]|\\.)*\"\s*\|&?\s*getline\b)")
"""In awk: `print | "program"`, `"program" | getline`, up to the program."""
_SED_STARTS = regex(r"(?:^|[;{}\n])\s*(?:\d+|\$|/[^/\n]*/)?\s*e\s+(?P<text>[^\n]+)")
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
_IMPORTED = regex(r"from\s+(?:subprocess|os)\s+import|child_process")
_BARE = regex(r"(?<![\w.])(?:run|call|check_call|check_output|Popen|getoutput|system|popen|exec)\s*\(\s*")
"""Likewise by a name that was imported from such a module."""
_TEXT = regex(
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<back>[^`$]*)`"
    r"|[{(/](?P<braced>[^{}()/#]*)[})/])(?P<more>\s*(?:[+%]|\.\s*(?:format|join)\b|\.\s*['\"$]))?",
    re.DOTALL,
)
_LIST = regex(r"\[(?P<items>[^\[\]]*)\]", re.DOTALL)
_ITEMS = regex(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|(sys\.executable|process\.execPath)|(\S)")
_ARGUMENTS = regex(r"\s*,\s*(?=\[)")
_DELETES = regex(
    r"\b(?:shutil\.rmtree|os\.(?:remove|unlink|rmdir|removedirs)|(?:fs|promises|fsp)\W{1,4}(?:rm|unlink|rmdir)"
    r"|rmSync|unlinkSync|rmdirSync|Deno\.remove(?:Sync)?|FileUtils\.(?:rm|remove)\w*|(?:File|Dir)\.(?:delete|unlink|rmdir)"
    r"|(?:rmtree|unlink)(?=[ (]\s*['\"]))\s*\(?\s*"
)
_THROWAWAY = regex(r"tempfile|mkdtemp|tmpdir|TemporaryDirectory|Tempfile|mktmpdir", re.IGNORECASE)
"""Code that makes what it deletes itself."""
COMPUTED = "$computed"
"""In place of words that nobody can read here."""


def language_of(name: str) -> tuple[str, str] | None:
    """Return the language of an interpreter and its option for code; `python3.12` is a `python`."""
    return INTERPRETERS.get(name) or INTERPRETERS.get(name.rstrip("0123456789."))


def calls_in_code(name: str, args: tuple[str, ...]) -> Iterator[Started]:
    """Yield what an interpreter's code on its command line starts, deletes and writes."""
    known = language_of(name)
    if known is None:
        return
    code = _code(known[1], args)
    if code is not None:
        yield from read_code(known[0], code)


def _code(option: str, args: tuple[str, ...]) -> str | None:
    if not option:
        return next((word for word in args if not word.startswith("-")), None)
    for index, word in enumerate(args):
        match = re.match(option, word)
        if match is None:
            continue
        # `-c code`, `--eval=code`, `-c'code'`.
        glued = word[match.end() :]
        if not glued and index + 1 < len(args):
            return args[index + 1]
        if glued and (glued[0] == "=" if word.startswith("--") else word.startswith("-")):
            return glued.removeprefix("=")
    return None


def read_code(language: str, code: str) -> Iterator[Started]:
    """Yield what code of a language starts, `rm` for what it deletes and `tee` for what it writes."""
    starts = list(_STARTS[language].finditer(code))
    if language in {PYTHON, SCRIPT} and _IMPORTED.search(code):
        starts += _BARE.finditer(code)
    for match in starts:
        yield _program(code, match.end())
    for match in _PIPES.finditer(code) if language == AWK else ():
        text = _TEXT.match(code, match.end())
        # Behind a pipe, as it is there: a shell is fed.
        yield Started("sh", ("-c", f": | {_said(text)}" if text else COMPUTED), inner=True)
    for match in _SED_STARTS.finditer(code) if language == SED else ():
        yield Started("sh", ("-c", match["text"]), inner=True)
    for path in _files_written(language, code):
        yield Started("tee", (path,), inner=True)
    throwaway = _THROWAWAY.search(code)
    for match in _DELETES.finditer(code):
        text = _TEXT.match(code, match.end())
        whole = text is not None and not text["more"]
        if whole or not throwaway:
            folders = ("-r",) if "tree" in match[0] or "_r" in match[0] else ()
            yield Started("rm", (*folders, _said(text) if text and whole else COMPUTED), inner=True)


def _files_written(language: str, code: str) -> Iterator[str]:
    """Yield the files that code writes; a name that is computed is not seen."""
    for pattern in _WRITES[language]:
        for match in pattern.finditer(code):
            yield match[match.lastindex or 0].strip("\"'`")


def _program(code: str, at: int) -> Started:
    """Return the program that an argument names: shell text, a list of words, or a word and a list."""
    words = _LIST.match(code, at)
    if words:
        return _of_items(words["items"])
    text = _TEXT.match(code, at)
    if text is None or text["more"]:
        return Started(COMPUTED, (), inner=True)
    behind = _ARGUMENTS.match(code, text.end())
    words = _LIST.match(code, behind.end()) if behind else None
    if words:
        given = _of_items(f'"x",{words["items"]}')
        return Started(_said(text), given.args if given.name != COMPUTED else (COMPUTED,), inner=True)
    return Started("sh", ("-c", _said(text)), inner=True)


def _of_items(items: str) -> Started:
    found: list[str] = []
    for double, single, itself, other in _ITEMS.findall(items):
        if other and other != ",":
            return Started(found[0] if found else COMPUTED, (*found[1:], COMPUTED), inner=True)
        if not other:
            found.append("python3" if itself else double or single)
    return Started(found[0], tuple(found[1:]), inner=True) if found else Started(COMPUTED, (), inner=True)


def _said(text: "re.Match[str]") -> str:
    said = next((text[name] for name in ("double", "single", "back", "braced") if text[name] is not None), "")
    return re.sub(r"\\(.)", r"\1", said)

"""Which files a program changes, by its words: one row a program. file_changes.py reads them."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from sisyphus.parse.commands.programs import words


class Act(Enum):
    """What is done to a file."""

    MAKES = "makes"
    """A folder, or a file that may be there already: nothing in it is changed."""
    WRITES = "writes"
    EDITS = "edits"
    """In place."""
    PERMITS = "permits"
    """Says who may do what with it."""
    DELETES = "deletes"
    DELETES_FOLDER = "deletes a folder"


class Change(NamedTuple):
    """One file or folder that a call changes."""

    act: Act
    path: str


def _all(paths: list[str]) -> list[str]:
    return paths


def _last(paths: list[str]) -> list[str]:
    return paths[-1:]


def _behind_first(paths: list[str]) -> list[str]:
    return paths[1:]


def _second(paths: list[str]) -> list[str]:
    return paths[1:2]


def _last_of_some(paths: list[str]) -> list[str]:
    return paths[1:][-1:]


def _first(paths: list[str]) -> list[str]:
    return paths[:1]


def _none(paths: list[str]) -> list[str]:
    del paths
    return []


class Files(NamedTuple):
    """How a program is told which files it changes."""

    act: Act
    operands: Callable[[list[str]], list[str]] = _none
    """Those of its operands that it changes."""
    into: frozenset[str] = frozenset()
    """Options whose value it writes to. `of=` stands for an operand of that form."""
    instead: bool = False
    """Whether such an option makes sources of all operands."""
    valued: frozenset[str] = frozenset()
    """Other options with a value, which is no operand."""
    code: frozenset[str] = frozenset()
    """Options that take the code which the first operand is without them."""
    only_with: str = ""
    """Matches the option, or first word, without which it changes no operand."""
    never_with: str = ""
    """Matches an option with which it only shows something."""
    here_with: str = ""
    """Matches an argument with which it writes into the folder that it runs in, unless another is named."""
    folders_with: str = ""
    """Matches an option with which it deletes whole folders."""


_TARGET = words("-t --target-directory")
_DELETES = Files(Act.DELETES, _all, folders_with=r"-[a-zA-Z]*[rR][a-zA-Z]*|--recursive")
_PACKS = Files(Act.WRITES, _all, never_with=r"-[a-zA-Z]*[clt][a-zA-Z0-9]*|--(?:stdout|list|test)")
_GENERAL = words("--output --output-file --outfile --output-dir --out-dir --outdir --out --outDir -o")

FILE_PROGRAMS: dict[str, Files] = {
    **dict.fromkeys(words("rm rmdir unlink shred srm trash trash-put"), _DELETES),
    **dict.fromkeys(
        words("cp gcp ln"),
        Files(Act.WRITES, _last_of_some, into=_TARGET, instead=True, valued=words("-S --suffix")),
    ),
    **dict.fromkeys(
        words("install ginstall"),
        Files(Act.WRITES, _last, into=_TARGET, instead=True, valued=words("-S --suffix -m --mode -o -g")),
    ),
    **dict.fromkeys(words("mv gmv"), Files(Act.WRITES, _all, into=_TARGET, valued=words("-S --suffix"))),
    "rsync": Files(
        Act.WRITES,
        _last_of_some,
        into=words("--log-file --backup-dir --partial-dir"),
        valued=words("-e --rsh --exclude --include -f --filter --exclude-from --include-from --files-from"),
    ),
    "mkdir": Files(Act.MAKES, _all, valued=words("-m --mode")),
    **dict.fromkeys(
        words("touch truncate mkfifo fallocate"),
        Files(Act.WRITES, _all, valued=words("-s --size -r --reference -d --date -t -m --mode -l -o")),
    ),
    **dict.fromkeys(words("tee sponge script"), Files(Act.WRITES, _all, valued=words("-c --command"))),
    "dd": Files(Act.WRITES, into=frozenset({"of="})),
    **dict.fromkeys(
        words("sed gsed"),
        Files(
            Act.EDITS,
            _behind_first,
            code=words("-e -f --expression --file"),
            valued=words("-l --line-length"),
            only_with=r"-[nErsuz]*i\S*|--in-place(?:=.*)?",
        ),
    ),
    **dict.fromkeys(
        words("perl ruby"),
        Files(
            Act.EDITS, _behind_first, code=words("-e -E"), only_with=r"-[pnlaw0-9]*i(?:[.~]\S*)?[pnlaw]*[eE]?"
        ),
    ),
    **dict.fromkeys(
        words("awk gawk"),
        Files(
            Act.EDITS, _behind_first, code=words("-f --file -e"), valued=words("-v -F"), only_with="inplace"
        ),
    ),
    "yq": Files(Act.EDITS, _behind_first, only_with=r"-i|--inplace"),
    **dict.fromkeys(words("sort gsort shuf"), Files(Act.WRITES, into=words("-o --output"))),
    "uniq": Files(Act.WRITES, _second, valued=words("-f -s -w --skip-fields --skip-chars --check-chars")),
    "xxd": Files(Act.WRITES, _second, valued=words("-s -l -c -o -g -n -seek -len -cols")),
    "split": Files(Act.WRITES, _second, valued=words("-l -b -n -a --lines --bytes --number")),
    "csplit": Files(Act.WRITES, into=words("-f --prefix")),
    **dict.fromkeys(words("gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lz4 compress uncompress"), _PACKS),
    "tar x": Files(
        Act.WRITES,
        into=words("-C --directory --one-top-level"),
        valued=words("-f --file -T -X"),
        here_with=r".*",
    ),
    "tar c": Files(Act.WRITES, into=words("-f --file"), valued=words("-C --directory -T -X")),
    "unzip": Files(Act.WRITES, into=frozenset({"-d"}), never_with=r"-[a-zA-Z]*[lptvzZ]\S*", here_with=r".*"),
    "zip": Files(Act.WRITES, _first, valued=words("-x -i -b -t -n")),
    **dict.fromkeys(
        words("7z 7za 7zz"),
        Files(Act.WRITES, _second, into=frozenset({"-o"}), only_with="a|u|d|rn", here_with="x|e"),
    ),
    "cpio": Files(Act.WRITES, into=words("-D --directory -O --file"), here_with=r"-[a-zA-Z]*[ip][a-zA-Z]*"),
    "patch": Files(
        Act.EDITS, _first, into=words("-d --directory -o --output"), valued=words("-p -i --input")
    ),
    "curl": Files(
        Act.WRITES,
        into=words(
            "-o --output --output-dir -D --dump-header -c --cookie-jar --trace --trace-ascii --stderr"
        ),
        here_with=r"-[a-zA-Z]*[OJ][a-zA-Z]*|--remote-(?:name|name-all|header-name)",
    ),
    "wget": Files(
        Act.WRITES,
        into=words(
            """-O --output-document -P --directory-prefix -o --output-file -a --append-output
            --save-cookies"""
        ),
        here_with=r".*",
    ),
    "aria2c": Files(Act.WRITES, into=words("-d --dir -o --out -l --log"), here_with=r".*"),
    "openssl": Files(Act.WRITES, into=words("-out -keyout -CAserial")),
    "ssh-keygen": Files(Act.WRITES, into=frozenset({"-f"}), never_with=r"-[a-zA-Z]*[lyFBHe]\S*"),
    **dict.fromkeys(words("venv virtualenv"), Files(Act.WRITES, _all, valued=words("-p --python --prompt"))),
    **dict.fromkeys(
        words("pip pip3"), Files(Act.WRITES, into=words("-t --target --prefix --root -d --dest"))
    ),
    **dict.fromkeys(
        words("npm pnpm yarn bun"),
        Files(Act.WRITES, into=words("--pack-destination --outfile --outdir")),
    ),
    "make": Files(Act.WRITES, into=words("DESTDIR= PREFIX= prefix=")),
    "git clone": Files(
        Act.WRITES,
        _last_of_some,
        into=frozenset({"--separate-git-dir"}),
        valued=words("-b --branch --depth -c -o --origin -u --reference --template -j"),
        here_with=r".*",
    ),
    "git bundle": Files(Act.WRITES, _second),
    **dict.fromkeys(
        (f"git {verb}" for verb in ("archive", "diff", "log", "show", "format-patch")),
        Files(Act.WRITES, into=words("-o --output --output-directory")),
    ),
    "chmod": Files(Act.PERMITS, _behind_first, code=frozenset({"--reference"})),
    **dict.fromkeys(words("chown chgrp chattr setfacl"), Files(Act.PERMITS, _behind_first)),
    **dict.fromkeys(
        words("ex vim nvim"),
        Files(
            Act.EDITS,
            _last,
            valued=words("-c -S -u --cmd"),
            only_with=r"\+?(?:.*[ |:])?(?:w|wq|wa|wqa|x|xa|write|update)!?(?:[ |].*)?",
        ),
    ),
    "ed": Files(Act.EDITS, _last),
    "ffmpeg": Files(Act.WRITES, _last_of_some),
    **dict.fromkeys(words("find gfind"), Files(Act.WRITES, into=words("-fprint -fprintf -fls -fprint0"))),
}
"""By program. What no row names is only held to the options that mean the same everywhere (`--output`)."""

OTHERS = Files(Act.WRITES, into=_GENERAL)
"""For every other program."""

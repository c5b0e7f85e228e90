"""Bytes of a state file to text, with line ends made equal and everything odd said."""

from sisyphus.errors import InputError
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.regex import regex

MAX_BYTES = 2 * 1024 * 1024
"""A plan or state file may not be larger."""

NULS_PER_KIB = 4
"""More NUL characters than this for each 1,024 characters (and more than this in all) make a file binary."""

_BOMS = (
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 4096
_OBVIOUS_SHARE = 0.6
_TEXT = frozenset(b"\t\n\r") | frozenset(range(0x20, 0x7F))
"""What stands beside most zero bytes of UTF-16: a state file is mostly ASCII, whatever its language."""
_CONFLICT = (regex(r"<{7} \S.*"), regex(r"={7}"), regex(r">{7} \S.*"))


def decode(content: bytes, path: str) -> tuple[str, tuple[Finding, ...]]:
    r"""Decode a state file: UTF-8, or UTF-16/32 where a byte order mark or the zero bytes make it obvious.

    The byte order mark is dropped; `\r\n` and lone `\r` become `\n`. A few NUL characters become U+FFFD,
    with a finding. Raises InputError for what is too large, not text, or holds merge-conflict markers.
    """
    if len(content) > MAX_BYTES:
        raise InputError(
            f"file is too large ({len(content)} bytes; at most {MAX_BYTES} are read)",
            fix="split the file, or move logs and pasted output out of it",
            path=path,
        )
    encoding, skipped = _encoding(content)
    text = _text(content, encoding, skipped, path)
    findings: list[Finding] = []
    if encoding != "utf-8":
        findings.append(
            _finding("encoding", f"read as {encoding.upper()}; other tools expect UTF-8", path, None)
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        findings.append(_nul_finding(text, path))
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    _refuse_conflict(text, path)
    return text, tuple(findings)


def _encoding(content: bytes) -> tuple[str, int]:
    """Name the encoding, and say how many bytes of mark to skip."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name, len(mark)
    sample = content[:_SAMPLE]
    pairs = len(sample) // 2
    if 0 not in sample or pairs == 0 or len(content) % 2:
        return "utf-8", 0
    even, odd = sample[0::2], sample[1::2]
    if not even.count(0) and _are_ascii(even, odd, pairs):
        return "utf-16-le", 0
    if not odd.count(0) and _are_ascii(odd, even, pairs):
        return "utf-16-be", 0
    return "utf-8", 0


def _are_ascii(low: bytes, high: bytes, pairs: int) -> bool:
    """Whether most pairs of bytes are signs of ASCII in 16 bits."""
    wanted = pairs * _OBVIOUS_SHARE
    if high.count(0) <= wanted:
        return False
    return sum(not above and sign in _TEXT for sign, above in zip(low, high, strict=False)) > wanted


def _text(content: bytes, encoding: str, skipped: int, path: str) -> str:
    try:
        return content[skipped:].decode(encoding)
    except UnicodeDecodeError as error:
        offset = skipped + error.start
        before = content[skipped:offset].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
        raise InputError(
            f"not {encoding.upper()} text: byte 0x{content[offset]:02x} at offset {offset} ({error.reason})",
            fix="save the file as UTF-8",
            path=path,
            line=before.count("\n") + 1,
        ) from error


def _nul_finding(text: str, path: str) -> Finding:
    count = text.count("\0")
    first = text.find("\0")
    line = text.count("\n", 0, first) + 1
    if count > NULS_PER_KIB + NULS_PER_KIB * len(text) // 1024:
        raise InputError(
            f"binary file: {count} NUL characters in {len(text)}",
            fix="give a Markdown or JSON text file",
            path=path,
            line=line,
        )
    return _finding("nul-character", f"{count} NUL character(s), shown as U+FFFD", path, line)


def _refuse_conflict(text: str, path: str) -> None:
    if "<<<<<<< " not in text:
        return
    begin, wanted = 0, 0
    for number, line in enumerate(text.split("\n"), start=1):
        if _CONFLICT[0].fullmatch(line):
            begin, wanted = number, 1
        elif wanted and _CONFLICT[wanted].fullmatch(line):
            wanted += 1
        if wanted == len(_CONFLICT):
            raise InputError(
                "plan has merge-conflict markers"
                if path.endswith(".md")
                else "file has merge-conflict markers",
                fix="resolve the conflict, then try again",
                path=path,
                line=begin,
            )


def _finding(rule: str, message: str, path: str, line: int | None) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, message=message, source=Source(path=path, line=line))

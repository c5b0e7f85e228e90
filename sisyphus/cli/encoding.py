"""Where a locale, or a stream, is not in UTF-8."""

import json
import locale
import os
import re
import sys

from sisyphus.cli import STARTED_ANEW


def begin_in_utf8() -> None:
    """Start the program again with names of files in UTF-8; return where that has been done, or fails.

    In another locale (`LC_ALL=C` with `PYTHONUTF8=0`, Latin-1) Python cannot open what a plan or git
    names, and its encoding for names cannot be changed once it runs.
    """
    if not sys.executable or _is_anew():
        return
    try:
        os.execv(sys.executable, [sys.executable, STARTED_ANEW, *sys.orig_argv[1:]])  # noqa: S606 - ourselves
    except OSError:
        return


def _is_anew() -> bool:
    return sys.orig_argv[1:2] == [STARTED_ANEW]


def encoding_of_streams() -> str | None:
    """Return what the streams are to speak: that of the locale, where the program was started again.

    `None` where they speak it already, or PYTHONIOENCODING has said what they speak.
    """
    is_said = os.environ.get("PYTHONIOENCODING") and not sys.flags.ignore_environment
    return None if is_said or not _is_anew() else locale.getencoding()


def in_ascii(text: str) -> str:
    """Return JSON and HTML, which are UTF-8 wherever they go, in a form that every encoding leaves as it is.

    Other text is returned as it is: in it the stream escapes what it cannot write.
    """
    if text.startswith("<!"):
        return text.encode("ascii", "xmlcharrefreplace").decode()
    if text.startswith(("{", "[")):
        return re.sub(r"[^\x00-\x7f]+", lambda signs: json.dumps(signs[0])[1:-1], text)
    return text

"""Patterns that are compiled late are those of the standard library, and all of them can be compiled."""

import gc
import importlib
import pkgutil
import re
import subprocess
import sys
from typing import Any

import pytest

import sisyphus
from sisyphus.model.regex import regex


def test_it_does_what_a_compiled_pattern_does() -> None:
    late, compiled = regex(r"(\w)(\d)", re.IGNORECASE), re.compile(r"(\w)(\d)", re.IGNORECASE)
    text = "a1, b2"
    assert late.sub(r"\2\1", text) == compiled.sub(r"\2\1", text)
    assert late.subn("-", text) == compiled.subn("-", text)
    assert late.findall(text) == compiled.findall(text)
    assert [m.span() for m in late.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert late.split(text) == compiled.split(text)
    assert [bool(f(text, 4, 6)) for f in (late.search, late.match, late.fullmatch)] == [True] * 3
    assert (late.pattern, late.flags) == (compiled.pattern, compiled.flags)
    assert (late.groups, late.groupindex) == (compiled.groups, compiled.groupindex)


def test_it_takes_bytes() -> None:
    assert regex(rb"\d+").findall(b"1, 22") == [b"1", b"22"]


def test_it_is_compiled_on_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    late = regex("late")
    compiled: list[object] = []
    original = re.compile

    def compile_and_note(pattern: str, flags: int) -> object:
        compiled.append((pattern, flags))
        return original(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_and_note)
    broken = regex("(")
    assert late.match("late")
    assert late.search("it is late")
    assert compiled == [("late", 0)]
    with pytest.raises(re.error):
        broken.match("")


def test_what_a_pattern_has_not_is_missing_without_compiling() -> None:
    assert not hasattr(regex("("), "__wrapped__")


def test_every_pattern_of_the_house_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(sisyphus.__path__, "sisyphus."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    kind: Any = regex
    late = [found for found in gc.get_objects() if isinstance(found, kind.__base__)]
    assert len(late) > 100
    assert all(isinstance(found.pattern, str | bytes) for found in late)


def test_modules_on_the_way_of_a_status_compile_none_when_they_are_imported() -> None:
    """Of our own: `re.compile` in a module that every status imports is paid by every status."""
    script = (
        "import re\n"
        "ours = []\n"
        "original = re.compile\n"
        "def compile(pattern, flags=0):\n"
        "    import sys\n"
        "    name = sys._getframe(1).f_globals['__name__']\n"
        "    ours.extend([name] if name.startswith('sisyphus') else [])\n"
        "    return original(pattern, flags)\n"
        "re.compile = compile\n"
        "import sisyphus.adapters.observe, sisyphus.analysis.assess, sisyphus.adapters.place\n"
        "import sisyphus.cli.status, sisyphus.render.text_status\n"
        "print(*ours)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []

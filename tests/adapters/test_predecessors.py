"""Which earlier decision a changed command is held against."""

from datetime import UTC, datetime

from sisyphus.adapters.trust import Matter, TrustEntry
from sisyphus.adapters.trusting.predecessors import Predecessors
from tests.growth import WORST, forget, lines_run


def matter(text: str, line: int = 1, task: str | None = "1") -> Matter:
    return Matter(repository="r", folder="/f", plan="p.md", task=task, line=line, text=text, commit=None)


def entry(number: int, about: Matter | None, *, allowed: bool = True) -> TrustEntry:
    return TrustEntry(
        key=f"{number:064x}",
        allowed=allowed,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        description="x",
        matter=about,
    )


def found(entries: list[TrustEntry], now: Matter, *present: str) -> TrustEntry | None:
    return Predecessors(entries, present).find(now)


def test_the_one_most_alike_of_the_task() -> None:
    alike, less = entry(1, matter("pytest -q tests/a.py", 7)), entry(2, matter("pytest tests/b.py -x", 8))
    assert found([less, alike], matter("pytest -q tests/a.py -x", 20)) is alike
    assert found([less, alike], matter("make all", 20)) is None
    assert found([less, alike], matter("make all", 8)) is less
    assert found([less, alike], matter("pytest -q tests/a.py -x", 20, task="2")) is None


def test_what_is_denied_still_there_or_of_no_known_matter_is_none() -> None:
    now = matter("make b", 3)
    assert found([entry(1, matter("make a", 3), allowed=False)], now) is None
    assert found([entry(1, matter("make a", 3))], now, f"{1:064x}") is None
    assert found([entry(1, None)], now) is None


def test_a_rare_word_finds_it_among_many() -> None:
    many = [entry(n, matter(f"pytest -q tests/test_{n}.py", n)) for n in range(500)]
    assert found(many, matter("pytest -q tests/test_321.py -x", 900)) is many[321]


def test_many_changed_commands_cost_as_much_as_they_are() -> None:
    def look(count: int) -> int:
        forget()
        entries = [entry(n, matter(f"pytest -q tests/test_{n}.py", n)) for n in range(count)]
        now = [matter(f"pytest -q tests/test_{n}.py -x", n + count) for n in range(count)]

        def every() -> None:
            index = Predecessors(entries, ())
            assert [index.find(m) for m in now] == entries

        return lines_run(every)

    assert look(400) / look(200) < WORST

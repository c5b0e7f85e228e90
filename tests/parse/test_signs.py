"""Signs that stand for words: a number's sign, an arrow back, braces, a numeral before a heading."""

import pytest

from sisyphus.model.plan import Plan
from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.headings import classify
from sisyphus.parse.plans.paths import find_evidence_paths, path_names
from sisyphus.parse.plans.section_names import SectionKind


def read(*lines: str) -> Plan:
    return parse_plan("\n".join(("# P", "", *lines, "")).encode(), "x.md")


@pytest.mark.parametrize(
    "form", ["No.{}", "No. {}", "no. {}", "Nr. {}", "№ {}", "№{}", "Nº {}", "N.º {}", "N° {}", "**No. {}**"]
)
def test_a_number_behind_its_sign_is_an_id(form: str) -> None:
    third = f"- [ ] {form.format(9)} Dry the wells\n  - Blocked by: {form.format(7)}, {form.format(8)}"
    rows = [f"- [ ] {form.format(7)} Dig", f"- [x] {form.format(8)} Line", third]
    tasks = read("## Tasks", *rows).tasks

    assert [(t.label, t.depends_on) for t in tasks] == [("7", ()), ("8", ()), ("9", ("7", "8"))]
    assert tasks[0].title.strip("* ") == "Dig"


@pytest.mark.parametrize("title", ["No. of wells", "No wells", "Nor. 7", "1. No. 5 is dry"])
def test_other_words_are_no_sign_of_a_number(title: str) -> None:
    (task,) = read("## Tasks", f"- [ ] {title}").tasks

    assert (task.label, task.title) == ("1", title.removeprefix("1. "))


_ROWS = ("## Tasks", "- [ ] 1. a", "- [ ] 2. b", "- [ ] 3. c", "- [ ] T4. d")


@pytest.mark.parametrize(
    "graph",
    [
        ("- 2 ← 1", "- 3 ← 1, 2", "- T4 ← 3"),
        ("```", "Task 2 ← Task 1", "Task 3 (the cellar) ← 1 + 2", "T4 ← Task 3 (and nothing else)", "```"),
        ("2 <- 1", "3 <- 1, 2", "4 <- 3"),
        ("2. Dig <-- 1", "", "3: Line <-- 1 and 2", "", "T4 <-- 3"),
    ],
)
def test_an_arrow_back_says_what_a_task_waits_for(graph: tuple[str, ...]) -> None:
    for heading in ("### Dependency Graph", "## Execution Strategy"):
        tasks = read(heading, "", *graph, "", *_ROWS).tasks

        assert [t.depends_on for t in tasks] == [(), ("1",), ("1", "2"), ("3",)]


def test_a_chain_of_arrows_and_arrows_that_name_no_tasks() -> None:
    tasks = read(
        "### Dependencies", "", "T4 ← 3 ← 2", "", "2 ← start here", "", "1 <-> 2", "", "1 <= 2", "", *_ROWS
    ).tasks

    assert [t.depends_on for t in tasks] == [(), (), ("2",), ("3",)]


def test_braces_name_each_file() -> None:
    line = "Evidence: `.omo/evidence/well-{a,b}/{1, 2}.log`, .sisyphus/evidence/task-2.{txt,png}."

    assert list(find_evidence_paths(line)) == [
        *(f".omo/evidence/well-{folder}/{number}.log" for number in "12" for folder in "ab"),
        *(f".sisyphus/evidence/task-2.{ending}" for ending in ("txt", "png")),
    ]
    assert path_names("Edit `src/{pump,hose}.rs`, `lib/{name}.rs` and `{a,b}`") == [
        "src/pump.rs",
        "src/hose.rs",
    ]
    assert not list(find_evidence_paths(".omo/evidence/task-{N}-{slug}.txt"))


def test_braces_in_a_command_name_no_files() -> None:
    assert not path_names("`jq '{a,b}' data/x.json` and `f({x, y}); // src/x.ts`")


def test_no_file_is_cut_short_where_a_long_line_is_left() -> None:
    for length in range(440, 500):
        line = f"{'x' * length} .omo/evidence/{{a,b}}/pump.txt"
        assert set(find_evidence_paths(line)) <= {".omo/evidence/a/pump.txt", ".omo/evidence/b/pump.txt"}


@pytest.mark.parametrize(
    "lead", ["三、", "三. ", "十二、", "（三）", "(3) ", "3、", "3.", "3：", "Ⅲ. ", "ⅲ、"]
)
def test_a_numeral_before_a_heading(lead: str) -> None:
    assert classify(f"{lead}任务清单") is SectionKind.TASKS
    assert classify(f"{lead}验收标准") is SectionKind.ACCEPTANCE


def test_a_numeral_within_a_word_is_no_number_of_a_heading() -> None:
    assert classify("一次性任务") is SectionKind.UNKNOWN


@pytest.mark.parametrize(
    "form", ["{} dan {}", "Tugas {} dan {}", "{} bis {}", "{} hasta {}", "từ {} đến {}", "{} по {}"]
)
def test_lists_and_ranges_in_other_languages(form: str) -> None:
    tasks = read(
        "## Tasks", "- [ ] 1. a", "- [ ] 2. b", f"- [ ] 3. c\n  - Blocked by: {form.format(1, 2)}"
    ).tasks

    assert tasks[2].depends_on == ("1", "2")

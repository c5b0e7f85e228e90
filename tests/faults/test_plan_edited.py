"""The plan is edited while its checks run: what nobody saw does not run."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Project

SCRIPT = """# Tally

## TODOs

- [x] 1. Count the words

## Success Criteria

```bash
sh checks/one.sh
sh checks/two.sh
```
"""


def test_what_an_edit_brings_in_meanwhile_is_not_run(project: "Project") -> None:
    plan = project.plan(SCRIPT)
    project.write("checks/one.sh", "sed -i.old 's/two.sh/three.sh/' .sisyphus/plans/tally.md\n")
    for name in ("two", "three"):
        project.write(f"checks/{name}.sh", f"touch ../{name}\n")
    project.commit("feat: count")
    run = project.ask("verify", "--trust-all")
    assert (run.returncode, "edited while its checks ran" in run.stderr) == (3, True), run.stdout
    assert "three.sh" in plan.read_text()
    assert (project.root.parent / "two").exists()
    assert not (project.root.parent / "three").exists()
    (row,) = [row for row in project.ask("verify", "--list").stdout.split("\n") if "three.sh" in row]
    assert "passed" not in row

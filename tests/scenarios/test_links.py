"""Histories as they come: which commit carries which task, how far it has come, and why there is none.

Each test builds a real repository, with a day a commit from March 2026 on.
"""

from itertools import count
from pathlib import Path

import pytest

from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.analysis.assess import assess
from sisyphus.model.judgement import Confidence, Landing
from sisyphus.model.status import PlanStatus, TaskStatus
from tests.conftest import Git

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
PLAN = ".sisyphus/plans/search.md"


class Story:
    """A repository in the making."""

    def __init__(self, root: Path, git: Git) -> None:
        """Begin with one commit on main."""
        self.root, self.git = root, git
        self._days = count(1)
        self.commit("chore: begin", {"README.md": "# Search\n", "src/app.py": "APP = 1\n"})

    def write(self, files: dict[str, str], root: Path | None = None) -> None:
        for path, text in files.items():
            file = (root or self.root) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self, message: str, files: dict[str, str] | None = None, *, tree: Path | None = None) -> str:
        """Commit everything, a day after the commit before, and return its id."""
        self.write(files or {}, tree)
        self.do("-C", str(tree or self.root), "add", "-A")
        self.do("-C", str(tree or self.root), "commit", "-q", "-m", message)
        return self.git("-C", str(tree or self.root), "rev-parse", "HEAD")

    def do(self, *arguments: str) -> str:
        """Run git, a day later."""
        return self.git(*arguments, at=f"2026-03-{next(self._days):02}T10:00:00+00:00")

    def plan(self, *rows: str, path: str = PLAN) -> None:
        """Write the plan; a row is `label|state|title|file|message`, its end left out where there is nothing."""
        lines = ["# Search", "", "## TODOs", ""]
        for row in rows:
            label, state, title, file, message = [*row.split("|"), "", ""][:5]
            lines += [f"- [{state}] {label}. {title}", ""]
            lines += [f"  **Files**: {', '.join(f'`{name}`' for name in file.split())}", ""] if file else []
            lines += [f"  **Commit**: YES | Message: `{message}`", ""] if message else []
        self.write({path: "\n".join(lines)})

    def tick(self, label: str) -> None:
        file = self.root / PLAN
        file.write_text(file.read_text("utf-8").replace(f"- [ ] {label}.", f"- [x] {label}."), "utf-8")

    def publish(self) -> None:
        """Push main to a remote beside the repository, which a fetch can ask."""
        there = self.root.parent / "origin.git"
        self.git("init", "-q", "--bare", "-b", "main", str(there))
        self.git("remote", "add", "origin", str(there))
        self.git("push", "-q", "-u", "origin", "main")

    def judge(self, root: Path | None = None) -> PlanStatus:
        [plan] = assess(take_snapshot(find_place(root or self.root))).plans
        return plan

    def task(self, label: str = "1", root: Path | None = None) -> TaskStatus:
        return next(task for task in self.judge(root).tasks if task.id == label)


@pytest.fixture
def story(repository: Path, git: Git) -> Story:
    return Story(repository, git)


def of(task: TaskStatus) -> list[tuple[str, Confidence, Landing]]:
    return [(each.subject, each.confidence, each.landing) for each in task.commits]


TWO = ("1| |Add the search index|src/index.py|feat: add the search index", "2| |Show results|src/show.py")


def test_one_commit_a_task_ticked_with_it(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    story.tick("1")
    first = story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    story.tick("2")
    second = story.commit("feat: results", {"src/show.py": "SHOW = 1\n"})
    one, two = story.judge().tasks
    assert of(one) == [("feat: add the search index", HIGH, Landing.LANDED)]
    assert one.commits[0].reasons == (
        "has the planned message",
        "its subject is the task's title",
        "ticks its box together with code",
        "changes src/index.py, named by the task",
    )
    assert of(two) == [("feat: results", HIGH, Landing.LANDED)]
    assert one.ticked is not None
    assert two.ticked is not None
    assert (one.ticked.commit, two.ticked.commit) == (first, second)
    assert (one.ticked.with_plan, one.ticked.with_code) == (False, True)


def test_several_tasks_a_commit(story: Story) -> None:
    story.plan(*TWO, "3| |Unrelated|src/other.py")
    story.commit("docs: plan")
    story.tick("1")
    story.tick("2")
    story.commit("feat: search", {"src/index.py": "INDEX = 1\n", "src/show.py": "SHOW = 1\n"})
    one, two, three = story.judge().tasks
    assert [link[0] for task in (one, two) for link in of(task)] == ["feat: search", "feat: search"]
    assert (three.commits, three.no_commit) == ((), "not started")


def test_several_commits_a_task_and_a_later_fix(story: Story) -> None:
    story.plan("1| |Add the search index|src/index.py src/words.py")
    story.commit("docs: plan")
    story.commit("feat: index", {"src/index.py": "INDEX = 1\n"})
    story.commit("feat: words", {"src/words.py": "WORDS = 1\n"})
    story.commit("fix: words of one letter", {"src/words.py": "WORDS = 2\n"})
    story.tick("1")
    story.commit("docs: tick")
    task = story.task()
    assert [(subject, level) for subject, level, _ in of(task)] == [
        ("feat: words", MEDIUM),
        ("feat: index", MEDIUM),
        ("fix: words of one letter", LOW),
    ]


def test_a_squash_by_the_remote_with_the_branch_deleted(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    story.publish()
    story.git("switch", "-q", "-c", "search")
    story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    story.tick("1")
    story.commit("show results", {"src/show.py": "SHOW = 1\n"})
    story.git("push", "-q", "-u", "origin", "search")
    there = story.root.parent / "reviewer"
    story.git("clone", "-q", str(story.root.parent / "origin.git"), str(there))
    story.git("-C", str(there), "merge", "-q", "--squash", "origin/search")
    body = "Search (#12)\n\n* feat: add the search index\n\n* show results\n"
    squash = story.commit(body, tree=there)
    story.git("-C", str(there), "push", "-q", "origin", "main", ":search")
    story.git("fetch", "-q", "--prune")

    on_branch = story.task()
    assert of(on_branch)[0] == ("feat: add the search index", HIGH, Landing.REWRITTEN)
    assert on_branch.commits[0].landed_as == squash

    story.git("switch", "-q", "main")
    story.git("merge", "-q", "--ff-only", "origin/main")
    story.git("branch", "-q", "-D", "search")
    on_main = story.task()
    assert of(on_main) == [("Search (#12)", HIGH, Landing.LANDED)]
    assert on_main.commits[0].reasons[0] == "its text lists the planned message"
    assert on_main.commits[0].pushed_to == ("origin/main",)


def test_a_local_branch_squashed_into_main(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    story.git("switch", "-q", "-c", "search")
    story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    story.commit("more of it", {"src/index.py": "INDEX = 2\n"})
    story.git("switch", "-q", "main")
    story.git("merge", "-q", "--squash", "search")
    squash = story.commit("feat: search as a whole")
    assert of(story.task()) == [("feat: search as a whole", MEDIUM, Landing.LANDED)]
    story.git("switch", "-q", "search")
    task = story.task()
    assert of(task)[0] == ("feat: add the search index", HIGH, Landing.REWRITTEN)
    assert task.commits[0].landed_as == squash


def test_a_rebased_commit_is_found_by_the_id_that_a_notepad_names(story: Story) -> None:
    story.plan("1|x|Add the search index")
    story.commit("docs: plan")
    story.git("switch", "-q", "-c", "search")
    old = story.commit("index", {"src/index.py": "INDEX = 1\n"})
    story.git("switch", "-q", "main")
    story.commit("chore: meanwhile", {"src/app.py": "APP = 2\n"})
    story.git("switch", "-q", "search")
    story.do("rebase", "-q", "main")
    story.write(
        {".sisyphus/notepads/search/learnings.md": f"# Learnings\n\n## Task 1\nCommitted as {old[:9]}.\n"}
    )
    task = story.task()
    assert [(subject, level) for subject, level, _ in of(task)] == [("index", MEDIUM)]
    assert task.commits[0].sha != old
    assert f"names {old[:9]} for task 1, which is gone and had the same change" in task.commits[0].reasons[0]


def test_a_cherry_picked_commit_has_landed_as_another(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    story.git("switch", "-q", "-c", "search")
    made = story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    story.commit("show results", {"src/show.py": "SHOW = 1\n"})
    story.git("switch", "-q", "main")
    story.commit("chore: meanwhile", {"src/app.py": "APP = 2\n"})
    story.do("cherry-pick", made)
    picked = story.git("rev-parse", "HEAD")
    story.git("switch", "-q", "search")
    one, two = story.judge().tasks
    assert of(one) == [("feat: add the search index", HIGH, Landing.REWRITTEN)]
    assert one.commits[0].landed_as == picked
    assert of(two) == [("show results", MEDIUM, Landing.LOCAL)]


def test_a_reverted_commit_carries_nothing(story: Story) -> None:
    story.plan("1|x|Add the search index|src/index.py|feat: add the search index")
    story.commit("docs: plan")
    made = story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    story.do("revert", "--no-edit", made)
    task = story.task()
    assert task.commits == ()
    assert task.no_commit == f"its commit {made[:8]} was reverted by {story.git('rev-parse', 'HEAD')[:8]}"


def test_a_merge_lands_the_commits_of_the_branch_and_carries_nothing_itself(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    story.publish()
    story.git("switch", "-q", "-c", "search")
    story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    story.git("switch", "-q", "main")
    story.do("merge", "-q", "--no-ff", "-m", "Merge branch search", "search")
    assert of(story.task()) == [("feat: add the search index", HIGH, Landing.LOCAL)]
    story.git("push", "-q")
    assert of(story.task()) == [("feat: add the search index", HIGH, Landing.LANDED)]
    assert story.judge().unexplained == ()


def test_commits_of_the_plan_alone_carry_nothing(story: Story) -> None:
    story.plan(*TWO)
    story.commit("feat: add the search index")
    story.tick("1")
    tick = story.commit("tick task 1")
    task = story.task()
    assert task.commits == ()
    assert task.no_commit == "no change found: no commit since the plan began changes anything it names"
    assert task.ticked is not None
    assert (task.ticked.commit, task.ticked.with_code) == (tick, False)
    assert [f.message for f in story.judge().findings if f.rule == "ticked-without-change"] == [
        "task 1 is ticked, and no commit changes anything it names"
    ]


def test_a_plan_that_came_ticked_after_the_work(story: Story) -> None:
    story.commit("results at last", {"src/show.py": "SHOW = 1\n"})
    story.plan("2|x|Show results|src/show.py")
    added = story.commit("docs: keep the plan")
    task = story.task("2")
    assert of(task) == [("results at last", MEDIUM, Landing.LANDED)]
    assert task.ticked is not None
    assert (task.ticked.commit, task.ticked.with_plan) == (added, True)
    assert {f.rule for f in story.judge().findings}.isdisjoint({"bulk-ticked", "ticked-out-of-order"})


def test_work_in_another_work_tree_is_said_with_the_command_that_shows_it(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    tree = story.root.parent / "side tree"
    story.git("worktree", "add", "-q", "-b", "search", str(tree))
    made = story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"}, tree=tree)
    task = story.task()
    assert task.commits == ()
    assert task.no_commit == (
        f"not on this branch: {made[:8]} is on search, in the work tree {tree} "
        f"(git -C '{tree}' show {made[:8]}); has the planned message"
    )
    assert of(story.task(root=tree)) == [("feat: add the search index", HIGH, Landing.LOCAL)]


def test_without_a_remote_nothing_is_pushed_and_main_is_where_work_lands(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    story.git("switch", "-q", "-c", "search")
    story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    task = story.task()
    assert (of(task)[0][2], task.commits[0].pushed) == (Landing.LOCAL, None)
    story.git("switch", "-q", "main")
    story.git("merge", "-q", "--ff-only", "search")
    assert of(story.task())[0][2] is Landing.LANDED


def test_diverged_branches_know_what_each_side_has(story: Story) -> None:
    story.plan(*TWO)
    story.commit("docs: plan")
    story.publish()
    there = story.root.parent / "colleague"
    story.git("clone", "-q", str(story.root.parent / "origin.git"), str(there))
    theirs = story.commit("show results", {"src/show.py": "SHOW = 1\n"}, tree=there)
    story.git("-C", str(there), "push", "-q")
    story.commit("feat: add the search index", {"src/index.py": "INDEX = 1\n"})
    story.git("fetch", "-q")
    one, two = story.judge().tasks
    assert of(one) == [("feat: add the search index", HIGH, Landing.LOCAL)]
    assert two.no_commit is not None
    assert two.no_commit.startswith(f"not on this branch: {theirs[:8]} is on origin/main")


def test_a_file_that_was_renamed_later_is_still_the_one_that_the_task_names(story: Story) -> None:
    story.plan("1|x|Add the search index|src/index.py")
    story.commit("docs: plan")
    story.commit("index", {"src/index.py": "".join(f"LINE_{n} = {n}\n" for n in range(30))})
    story.git("mv", "src/index.py", "src/catalogue.py")
    story.commit("refactor: call it a catalogue")
    story.commit("more", {"src/catalogue.py": "".join(f"LINE_{n} = {n}\n" for n in range(40))})
    found = {each.subject: each.reasons for each in story.task().commits}
    assert found["index"] == ("changes src/index.py, named by the task",)
    assert found["more"] == ("changes src/catalogue.py, which the task names by another name",)


def test_a_plan_in_a_sub_folder_names_files_from_there(story: Story) -> None:
    story.plan("1| |Add the search index|src/index.py", path=f"web/{PLAN}")
    story.commit("docs: plan")
    web = story.root / "web" / PLAN
    web.write_text(web.read_text("utf-8").replace("- [ ]", "- [x]"), "utf-8")
    made = story.commit("work", {"web/src/index.py": "INDEX = 1\n"})
    other = story.commit("other", {"src/index.py": "INDEX = 2\n"})
    task = story.task(root=story.root / "web")
    assert of(task)[0] == ("work", HIGH, Landing.LANDED)
    assert task.ticked is not None
    assert task.ticked.commit == made
    assert other not in {link.sha for link in task.commits if link.confidence is HIGH}


def test_work_that_was_put_aside_is_found_in_its_stash(story: Story) -> None:
    story.plan("1|x|Change the app|src/app.py")
    story.commit("docs: plan")
    story.write({"src/app.py": "APP = 2\n"})
    story.do("stash", "push", "-q")
    assert story.task().no_commit == (
        "in stash@{0}: src/app.py is changed there (git stash show -p 'stash@{0}')"
    )

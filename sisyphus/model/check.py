"""A check: a command that stands in a plan and should prove something, and what it should show."""

from collections.abc import Iterable

from sisyphus.model.deferred import dataclass
from sisyphus.model.members import StrEnum


class Origin(StrEnum):
    """The place of a plan in which a command stands."""

    ACCEPTANCE = "acceptance"
    QA_SCENARIO = "qa_scenario"
    SUCCESS_CRITERIA = "success_criteria"
    VERIFICATION_STEP = "verification_step"
    DEFINITION_OF_DONE = "definition_of_done"
    CHECKLIST = "checklist"
    PRE_COMMIT = "pre_commit"
    COMMIT_STRATEGY = "commit_strategy"
    FINAL_WAVE = "final_wave"


class WhyNot(StrEnum):
    """Why a command of a plan is not run."""

    PLACEHOLDER = "placeholder"
    SIDE_EFFECT = "side_effect"
    LONG_RUNNING = "long_running"
    INTERACTIVE = "interactive"
    TOOL_CALL = "tool_call"
    NOT_A_COMMAND = "not_a_command"


class AssertionKind(StrEnum):
    """What an expectation compares."""

    EXIT_CODE = "exit_code"
    EXIT_NONZERO = "exit_nonzero"
    STDOUT_EMPTY = "stdout_empty"
    STDOUT_CONTAINS = "stdout_contains"
    STDOUT_EQUALS = "stdout_equals"
    STDOUT_MATCHES = "stdout_matches"
    STDOUT_NUMBER = "stdout_number"
    TESTS_PASSED = "tests_passed"
    FAILURES = "failures"
    FILE_EXISTS = "file_exists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One comparison. Which of the fields are set follows from `kind` (CONTRACT: assertions)."""

    kind: AssertionKind
    equals: int | None = None
    """For exit_code."""
    op: str | None = None
    """One of `==`, `!=`, `<`, `<=`, `>`, `>=`; for stdout_number, tests_passed and failures."""
    value: float | None = None
    """What `op` compares with."""
    text: str | None = None
    """For stdout_contains and stdout_equals."""
    pattern: str | None = None
    """A regular expression, for stdout_matches."""
    path: str | None = None
    """For file_exists, relative to the check's working directory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a command should show, as written and as understood."""

    text: str | None
    """As it stands in the plan; `None` when the plan says nothing."""
    assertions: tuple[Assertion, ...]
    """All must hold. Exit code 0 alone when the plan says nothing."""
    understood: bool
    """False for prose that no rule reads: exit code 0 then gives `unchecked`, never `passed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A command in its place. Nothing here says that it ran."""

    id: str
    """`c-` and ten hexadecimal digits over place-independent content; unique within a plan."""
    task: str | None
    """Key of the task it belongs to; `None` for the plan as a whole."""
    label: str | None
    """Label of that task, as the author wrote it."""
    origin: Origin
    path: str
    """The plan's path."""
    line: int
    command: str
    """Shell text, without list number, lead word, trailing comment or remark."""
    context: tuple[str, ...] = ()
    """`cd`, `export`, `VAR=…` and `source` lines of the same block that come before it."""
    shell: str = "bash"
    """`bash`, `powershell` or `cmd`."""
    cwd: str = "."
    """Relative to the workspace root."""
    timeout_s: int = 600
    expect: Expectation
    runnable: bool
    why_not: WhyNot | None = None
    """Set exactly when `runnable` is false."""
    needs_own_approval: bool = False
    """Whether the user can make it run although it is not `runnable`, by allowing this very command."""
    risk: str | None = None
    """What makes the command dangerous, in words; `None` when nothing does."""
    programs: tuple[str, ...] = ()
    """Programs that it starts by bare name, once each; shell builtins and paths are left out."""

    @property
    def can_run(self) -> bool:
        """Whether there is a way to run it; what is not `runnable` needs an approval of its own."""
        return self.runnable or self.needs_own_approval


def programs_of(checks: Iterable[Check]) -> frozenset[str]:
    """Return the programs that must be there for all of these checks to run."""
    return frozenset(program for check in checks if check.can_run for program in check.programs)

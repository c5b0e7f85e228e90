# ruff: noqa: E501
# Patterns are read whole.
"""What a plan tells of a test run beside that it passes: what the tests assert, which passing them shows."""

import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.model.regex import regex
from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.result_texts import EXIT_0, Built
from sisyphus.parse.commands.said import Said

_TEST_RUN = regex(
    r"(?:^|\s)(?:cargo (?:\+\S+ )?(?:nextest|test)|go test|(?:python3? -m )?pytest|vitest|jest|mocha|(?:bun|deno|dotnet|flutter|swift|mix|mvn) test"
    r"|(?:npm|pnpm|yarn|bun)(?: (?:--\S+ \S+|--?\S+))*(?: run)? test(?::\S+)?|playwright test|phpunit|rspec|bats|ctest|gradlew? test)(?=\s|$)"
)
_LEADS = regex(r"^(?:cd \S+ && |set -o pipefail; ?|[A-Z_]+=\S+ )+")
_SEVERAL = regex(r"&&|\|\||;|\n")
_ONE_TEST = regex(
    r"cargo (?:nextest |test )(?:.*[\s:])?[a-z][a-z0-9]*(?:_[a-z0-9]+){2,}|-run ['\"]?\^?Test\w+\$?['\"]?|::\w*test\w*|\s-(?:k|t)\s"
    r"|--test-name-pattern|--grep\s"
)
"""A run of tests that the command names."""
_PASSED = regex(
    r"(?:exits?|exit(?:ed)? (?:code|status)|code)\W{0,3}(?:(?:with|code|is|status)\W{1,3}){0,3}0\b|\bpass(?:es|ed)?\b|\bgreen\b|\bsucceeds?\b",
    re.IGNORECASE,
)
_ASSERTS = r"(?:asserts|proves|verifies|covers|confirms|demonstrates|exercises)"
_BEHIND_VERB = regex(rf"\band (?:still )?{_ASSERTS}(?: that)?$", re.IGNORECASE)
_TOLD = regex(
    rf"(?:(?:and|it|its|own|the|new|existing|regression|unit|integration|fixture|playwright|suite|test|assertion)\s+){{0,4}}{_ASSERTS}\b"
    r"|(?:(?:the|new|existing|regression|unit|integration|fixture)\s+){0,3}(?:tests|assertions|cases)\s+(?:assert|prove|verify|cover|confirm|check)\b",
    re.IGNORECASE,
)
_OF_TESTS = regex(r"\b(?:tests?|cases?|assertions?|fixtures?|fake|mock(?:ed|s)?)\b", re.IGNORECASE)
_HEDGED = regex(
    r"\bonly$|\bif the\b|\botherwise\b|\b(?:most|half|some) (?:of|runs?|cases)\b"
    r"|\band (?:also )?(?:logs|prints|writes|creates|outputs|shows|emits|generates|takes|records|coverage)\b|\band the report\b"
    r"|\b(?:except|unless|or (?:skip|record|emit|a |the |is |if|already)|if (?:present|such|it|already)|skip\w*|manual\w*|baseline|later|evidence|"
    r"screenshots?|human|after|twice|once|within)\b|除|제외",
    re.IGNORECASE,
)
_OWN = regex(
    r"[<>=≥≤~≈%+]|\b(?:output|stdout|stderr|logs?|logged|prints?|printed|shows?|shown|display\w*|reports?|files?|exists?|creat\w+|written|writes"
    r"|generat\w+|updat\w+|coverage|counts?|number|seconds?|minutes?|ms|warnings?|exits?|before|increas\w+|decreas\w+|workspace|director\w+"
    r"|folders?|snapshots?|urls?|fail\w*|commits?|diffs?|grep|git|ignored|sanitizer|leaks?|markers?|panics?|browser|pages?|screens?|ui|clicks?|users? sees?|docs?|readme|artifacts?|bundles?"
    r"|dist|builds?|regressions?|contains?|bytes|elapsed|added|introduced|remov\w+|remains? green|hacks?|shims?|scope|qa|agent|code|clean\w*"
    r"|compil\w+|lint|empty|flak\w+|hang\w*|no new|same|reuse occurs|allocation\w*|order|imports?|unaffected|preserved|behaviou?r changes"
    r"|restores?|matches|stdlib|ignor\w*|reasons?|args)\b",
    re.IGNORECASE,
)
"""Words of a result that passing alone does not show."""


_ASKED = regex(r"\b(?:verify|check|assert|confirm|ensure)(?: that)?$", re.IGNORECASE)
"""What a reader is asked to look at is not shown by passing."""


def is_test_run(command: str) -> bool:
    """Whether a command runs tests and nothing else."""
    bare = _LEADS.sub("", command)
    return bool(_TEST_RUN.search(bare)) and not _SEVERAL.search(bare)


def told(match: Said, kind: Prints, command: Asked) -> Built:
    """Take what the tests assert, behind the statement that they pass: it adds nothing to that."""
    if kind is not Prints.RUN or not match.start():
        return None
    before = match.string[: match.start()].rstrip()
    if not command.ask(is_test_run) or not _PASSED.search(before):
        return None
    said = match[0]
    if _HEDGED.search(said) or _ASKED.search(before):
        return None
    if _BEHIND_VERB.search(before) or _TOLD.match(said):
        return ()
    if not before.endswith(";") or _OWN.search(said):
        return None
    return () if _OF_TESTS.search(said) or command.matches(_ONE_TEST) else None


def exact_test_passed(match: Said, kind: Prints, command: Asked) -> Built:
    """Take that a run of one named test passes, and that the test was run at all."""
    del match
    if kind is not Prints.RUN or not command.ask(is_test_run):
        return None
    return (EXIT_0, Assertion(kind=AssertionKind.TESTS_PASSED, op=">=", value=1.0))


def passes_tests(match: Said, kind: Prints, command: Asked) -> Built:
    """Take `passes all new tests`, where the verb may stand before."""
    before = match.string[: match.start()]
    said = "pass" in match[0].casefold() or _PASSED.search(before[-12:])
    return (EXIT_0,) if said and kind is Prints.RUN and command.ask(is_test_run) else None

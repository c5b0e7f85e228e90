"""Each of the 64 faults that a tool like this one must stand has a test that holds it."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
MOST = 64

# By number: what goes wrong, and where it is shown what then happens.
PLANS = {
    1: ("an empty plan", "cli/test_odd_input.py::test_empty_plan_is_answered_and_said"),
    2: ("no plan", "cli/test_bad_input.py::test_bad_input"),
    3: (
        "a folder, pipe, device or socket as plan",
        "adapters/test_files.py::test_what_is_no_file_is_refused_at_once",
    ),
    4: (
        "a link out of the repository",
        "adapters/test_files.py::test_link_out_of_the_root_is_refused_unless_named",
    ),
    5: ("no UTF-8", "parse/test_encoding.py::test_bad_byte_is_named_with_offset_and_line"),
    6: ("NUL bytes and lone surrogates", "parse/test_encoding.py::test_a_nul_is_shown_and_said"),
    7: ("all line ends", "parse/test_encoding.py::test_line_ends_become_newlines"),
    8: ("a byte order mark", "parse/test_encoding.py::test_byte_order_mark_is_dropped_silently"),
    9: ("a plan that is too large", "parse/test_encoding.py::test_limit_is_inclusive"),
    10: (
        "a fence that is not closed",
        "parse/test_markdown.py::test_an_unclosed_fence_at_the_margin_ends_at_a_section",
    ),
    11: ("boxes in comments", "complaints/test_counting.py::test_a14_rows_in_comments_are_not_counted"),
    12: ("odd boxes", "parse/test_plan_properties.py::test_a_tick_changes_one_byte_and_one_state"),
    13: ("one id twice", "cli/test_lint.py::test_each_rule_finds_its_fault"),
    14: ("lists too deep", "parse/test_markdown.py::test_lists_that_are_nested_too_deep_are_said_to_be"),
    15: ("texts that cost parsers dearly", "parse/test_growth.py::test_work_grows_with_the_text"),
    16: ("very many tasks", "parse/test_growth.py::test_work_grows_with_the_text"),
    17: ("commands in comments", "parse/test_checks.py::test_html_comments_hold_no_commands"),
    18: (
        "fences in fences",
        "parse/test_markdown.py::test_fences_of_one_length_inside_each_other_are_told_apart",
    ),
    19: ("letters that turn or hide", "render/test_terminal.py::test_safe"),
    20: ("escape sequences", "render/test_terminal.py::test_what_is_safe_is_printable_and_stays"),
    21: ("markup and orders to CI", "render/test_formats.py::test_hostile_text_stays_inert_in_every_format"),
    22: ("conflict markers", "parse/test_plan.py::test_conflict_markers_are_an_error_with_their_line"),
    23: (
        "an edit before the run",
        "faults/test_plan_edited.py::test_what_an_edit_brings_in_meanwhile_is_not_run",
    ),
    24: (
        "an edit by the command",
        "cli/test_verify_evidence.py::test_a_check_that_changes_the_content_proves_nothing",
    ),
}
COMMANDS = {
    25: ("another exit code", "cli/test_verify.py::test_failed_check"),
    26: ("no program of that name", "cli/test_verify.py::test_missing_program_is_not_run_and_never_passed"),
    27: ("death by signal", "adapters/test_runner.py::test_death_by_signal"),
    28: ("no end", "adapters/test_runner.py::test_time_limit"),
    29: ("deaf to TERM", "adapters/test_runner.py::test_a_command_that_ignores_the_request_to_end_is_killed"),
    30: (
        "a child holds the pipes",
        "adapters/test_runner.py::test_a_background_child_that_holds_the_pipes_is_not_waited_for",
    ),
    31: ("a daemon", "adapters/test_runner.py::test_a_daemon_left_behind_is_killed_and_counted"),
    32: ("endless forks", "adapters/test_runner.py::test_a_process_that_forks_on_while_it_is_killed"),
    33: ("a flood", "adapters/test_runner.py::test_a_flood_is_counted_hashed_and_cut_at_flat_memory"),
    34: ("bytes that are no text", "adapters/test_runner.py::test_bytes_that_are_no_text_are_kept"),
    35: ("a question", "adapters/test_runner.py::test_standard_input_is_at_its_end_and_there_is_no_terminal"),
    36: ("no terminal", "adapters/test_runner_judge.py::test_a_real_run"),
    37: ("secrets", "adapters/test_evidence.py::test_secrets_do_not_reach_the_disk"),
    38: ("a lie", "cli/test_faults_run.py::test_what_a_command_says_of_itself_decides_nothing"),
    39: ("an exit code that is hidden", "cli/test_lint.py::test_each_rule_finds_its_fault"),
    40: ("no test ran", "adapters/test_metrics.py::test_a_pass_without_a_test"),
    41: ("sources change", "cli/test_faults_run.py::test_a_command_that_changes_the_content_proves_nothing"),
    42: ("its folder goes", "adapters/test_runner.py::test_a_folder_that_the_command_removes_does_no_harm"),
    43: (
        "it writes evidence",
        "cli/test_faults_run.py::test_a_command_that_writes_its_own_evidence_is_found_out",
    ),
    44: ("side effects", "cli/test_verify_own_approval.py::test_only_its_own_word_makes_it_run"),
    45: ("verify in verify", "cli/test_verify.py::test_verify_inside_verify_is_refused"),
    46: ("a pattern without end", "adapters/test_runner.py::test_searching_a_pattern_ends"),
    47: ("the clock jumps", "faults/test_clock.py::test_a_run_takes_what_it_took_while_the_clock_jumps"),
    48: ("now this, now that", "cli/test_faults_run.py::test_every_attempt_of_a_flaky_check_is_kept"),
}
STATE = {
    49: ("Ctrl-C, once and twice", "adapters/test_runner.py::test_a_second_interrupt_does_not_wait"),
    50: ("a request to end", "cli/test_faults_run.py::test_a_request_to_end_ends_all_and_is_kept"),
    51: ("kill -9", "faults/test_killed.py::test_killed_at_random_moments"),
    52: (
        "a power cut",
        "adapters/test_evidence.py::test_a_torn_end_is_left_out_and_set_aside_by_the_next_writer",
    ),
    53: ("a full disk", "faults/test_small_disk.py::test_a_full_disk_spoils_nothing_and_is_said"),
    54: (
        "nothing may be opened",
        "faults/test_no_permission.py::test_evidence_that_may_not_be_opened_is_said_before_anything_runs",
    ),
    55: ("two at once", "faults/test_together.py::test_nothing_is_torn_and_nothing_is_lost"),
    56: (
        "a lock of the dead",
        "adapters/test_evidence.py::test_a_killed_writer_leaves_a_log_that_holds_together",
    ),
    57: (
        "a torn last line",
        "adapters/test_evidence.py::test_a_torn_end_is_left_out_and_set_aside_by_the_next_writer",
    ),
    58: ("a changed line", "adapters/test_evidence.py::test_a_break_is_found_and_voids_what_follows"),
    59: ("a newer version", "adapters/test_evidence.py::test_a_newer_version_is_left_out"),
    60: ("JSON that bites", "parse/test_boulder_faults.py::test_deep_json_is_refused_not_crashed"),
    61: ("no locks", "faults/test_nth_call.py::test_a_failing_call_is_said_and_spoils_nothing"),
}
GIT = {
    62: ("every state of a repository", "adapters/test_git.py::test_broken_repositories_give_an_answer"),
    63: ("a repository that starts programs", "adapters/test_git_hostile.py::test_no_command_runs_anything"),
    64: ("git hangs", "adapters/test_git.py::test_git_hung"),
}
FAULTS = PLANS | COMMANDS | STATE | GIT


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("number", range(1, MOST + 1))
def test_fault(number: int) -> None:
    path, name = FAULTS[number][1].split("::")
    assert name in names_in(path)


def test_no_other_numbers() -> None:
    assert sorted(FAULTS) == list(range(1, MOST + 1))

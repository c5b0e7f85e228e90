"""What git and the command lines of code hosts change."""

import re
from collections.abc import Sequence

from sisyphus.parse.commands.effects import Effect, operands
from sisyphus.parse.commands.programs import words

PUSHES = Effect("pushes to a remote")
BRANCH = Effect("changes the branch or the index")


def verb_of_git(args: Sequence[str]) -> tuple[str, list[str]]:
    """Return git's subcommand and what stands behind it; empty without one."""
    rest = list(args)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] in {"-C", "-c", "--git-dir", "--work-tree"} else rest[1:]
    return (rest[0], rest[1:]) if rest else ("", [])


def effect_of_git(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what a git command does; reading history and state does nothing."""
    if name not in {"git", "jj", "hub"}:
        return None
    verb, rest = verb_of_git(args)
    dry = {"--dry-run", "-n", "--check"} & set(rest)
    if verb == "push":
        return None if dry else PUSHES
    if verb == "config":
        written = len(operands(rest)) > 1 or {"--unset", "--global", "--add"} & set(rest)
        return Effect("changes git's configuration") if written and not _CONFIG_READS & set(rest) else None
    if verb in _GIT_READS:
        return None if _only_reads(verb, rest) else BRANCH
    return BRANCH if verb in _GIT_WRITES and not dry else None


_CONFIG_READS = frozenset({"--get", "--list", "-l", "--get-all", "--get-regexp"})
_GIT_READS: dict[str, frozenset[str]] = {
    "tag": words("-l --list --contains --points-at -n"),
    "stash": frozenset({"list", "show"}),
    "branch": words("""-a -r -v -vv --list --show-current --contains --merged --no-merged -l --all"""),
    "worktree": frozenset({"list"}),
    "remote": frozenset({"-v", "show", "get-url"}),
    "notes": frozenset({"show", "list"}),
    "submodule": frozenset({"status", "summary"}),
    "bisect": frozenset({"log", "view"}),
}


_GIT_WRITES = words(
    """commit checkout switch reset merge rebase cherry-pick revert am clean restore rm mv add stage pull
    apply filter-branch filter-repo update-ref update-index gc init symbolic-ref replace prune reflog"""
)


def _only_reads(verb: str, rest: list[str]) -> bool:
    """Whether a subcommand that can do both only shows something."""
    if not rest:
        return verb not in {"stash", "bisect"}
    if verb == "branch" and all(w.startswith("-") for w in rest):
        return not {"-d", "-D", "-m", "-M", "-f"} & set(rest)
    return rest[0] in _GIT_READS[verb]


def effect_of_host(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what `gh` and `glab` change."""
    if name not in {"gh", "glab"} or not args:
        return None
    if args[0] == "api":
        return CODE_HOST if _API_WRITES.search(" ".join(args)) else None
    verb = args[1] if len(args) > 1 else ""
    return None if verb in _HOST_READS or args[0] in {"--version", "status", "search", "auth"} else CODE_HOST


CODE_HOST = Effect("changes something on the code host")
_API_WRITES = re.compile(
    r"(?:-X|--method)[ =](?:POST|PUT|PATCH|DELETE)|(?:^| )(?:-f|-F|--field|--raw-field|--input)\b"
)
_HOST_READS = words("view list status checks diff download watch ls get")

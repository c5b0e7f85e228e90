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
    if name in _BY_NAME:
        name, args = "git", (name.removeprefix("git-"), *args)
    if name not in GITS:
        return None
    verb, rest = verb_of_git(args)
    dry = {"--dry-run", "-n", "--check"} & set(rest)
    if verb in {"push", "send-email", "send-pack"} or (rest and (verb, rest[0]) in _PUSHING):
        return None if dry else PUSHES
    if verb == "config":
        written = len(operands(rest)) > 1 or {"--unset", "--global", "--add"} & set(rest)
        return Effect("changes git's configuration") if written and not _CONFIG_READS & set(rest) else None
    if verb in _GIT_READS:
        return None if _only_reads(verb, rest) else BRANCH
    return BRANCH if verb in _GIT_WRITES and not dry else None


_BY_NAME = words("git-push git-commit git-reset git-clean git-send-pack git-send-email")
GITS = _BY_NAME | {"git", "hub"}
_PUSHING = frozenset(
    {
        ("lfs", "push"),
        ("subtree", "push"),
        ("svn", "dcommit"),
        ("p4", "submit"),
        ("annex", "sync"),
        ("flow", "publish"),
    }
)
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
    apply filter-branch filter-repo update-ref update-index gc init symbolic-ref replace prune reflog
    sparse-checkout maintenance fast-import read-tree checkout-index mergetool repack pack-refs citool"""
)


def _only_reads(verb: str, rest: list[str]) -> bool:
    """Whether a subcommand that can do both only shows something."""
    if not rest:
        return verb not in {"stash", "bisect"}
    if verb == "branch" and all(w.startswith("-") for w in rest):
        return not {"-d", "-D", "-m", "-M", "-f"} & set(rest)
    return rest[0] in _GIT_READS[verb]


OTHER_SYSTEMS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "hg": (
        words("push serve email"),
        words(
            """status st diff log id identify summary sum cat files manifest annotate blame branch branches
            heads parents paths root tags tip version help grep locate incoming in outgoing out bookmarks
            config showconfig verify export resolve"""
        ),
    ),
    "svn": (
        words("commit ci import mkdir lock unlock propset"),
        words(
            """status stat st log diff di info list ls cat blame praise annotate ann propget proplist help
            export"""
        ),
    ),
    "jj": (
        frozenset({"push"}),
        words("log diff show status st evolog obslog interdiff file op operation config root version help"),
    ),
}
"""By program what pushes, and what only reads; all else changes the checkout."""


def effect_of_other_systems(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what Mercurial, Subversion and Jujutsu change."""
    if name not in OTHER_SYSTEMS or {"--help", "--version"} & set(args):
        return None
    pushing, reading = OTHER_SYSTEMS[name]
    verb, rest = verb_of_git(args)
    if name == "jj" and verb == "git":
        verb = rest[0] if rest else ""
        if verb == "remote":
            return None if rest[1:2] == ["list"] else BRANCH
    if verb in pushing:
        return None if {"--dry-run", "-n"} & set(rest) else PUSHES
    return None if verb in reading or not verb else BRANCH


def effect_of_host(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what `gh` and `glab` change."""
    if name not in HOSTS or not args:
        return None
    if args[0] == "api":
        return CODE_HOST if _API_WRITES.search(" ".join(args)) else None
    verb = args[1] if len(args) > 1 else ""
    reads = verb in _HOST_READS or args[0] in {"--version", "status", "search"}
    return None if reads or (args[0] == "auth" and verb in {"", "token"}) else CODE_HOST


HOSTS = frozenset({"gh", "glab"})
CODE_HOST = Effect("changes something on the code host")
_API_WRITES = re.compile(
    r"(?:-X|--method)[ =](?:POST|PUT|PATCH|DELETE)|(?:^| )(?:-f|-F|--field|--raw-field|--input)\b"
)
_HOST_READS = words("view list status checks diff download watch ls get")

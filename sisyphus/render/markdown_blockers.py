"""The report's sections about what is in the way: blockers, risk, next steps."""

from collections.abc import Iterator, Sequence

from sisyphus.model.finding import Source
from sisyphus.model.judgement import Owner, Standing
from sisyphus.model.notepad import Entry, Part
from sisyphus.model.plan import plan_word
from sisyphus.model.status import Blocker, PlanStatus, StatusDocument
from sisyphus.render.escape import block, code, prose, shorten
from sisyphus.render.markdown_tasks import TITLE_LIMIT
from sisyphus.render.measures import counted_commits, size_words
from sisyphus.render.quotes import quote
from sisyphus.render.words import OWNER_WORDS, counted

_MOST_PLACES = 5
_MOST_BLOCKERS = 10
_MOST_LINES = 8


def causes(plan: PlanStatus) -> list[tuple[Blocker, list[Blocker]]]:
    """Return each blocker that stands for a cause with those that are part of it."""
    found: list[tuple[Blocker, list[Blocker]]] = []
    for one in plan.blockers:
        if one.part_of is None or not found:
            found.append((one, []))
        else:
            found[-1][1].append(one)
    return found


def blockers(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield every cause: what it blocks, why, who can act and how, what should follow, what is at risk."""
    found = causes(plan)
    for place, (head, parts) in enumerate(found[:_MOST_BLOCKERS]):
        if place:
            yield ""
        yield from _cause(plan, head, parts)
    if len(found) > _MOST_BLOCKERS:
        yield ""
        rest = counted(len(found) - _MOST_BLOCKERS, "blocker")
        yield f"… and {rest} more: {code(status_command(plan, '-v'))}"


def _cause(plan: PlanStatus, head: Blocker, parts: Sequence[Blocker]) -> Iterator[str]:
    rules = ", ".join(dict.fromkeys((head.rule, *(p.rule for p in parts))))
    yield f"### {prose(shorten(head.message, TITLE_LIMIT))}"
    yield ""
    yield f"* Who must act: {OWNER_WORDS[head.owner]} ({rules})"
    yield f"* Why: {prose(shorten(head.why, 300))}"
    for part in parts:
        why = f" ({prose(shorten(part.why, TITLE_LIMIT))})" if part.rule == "notepad-blocker" else ""
        yield f"* Blocked by it: {prose(shorten(part.message, 160))}{why}"
    yield f"* Source: {_sources(head)}"
    for path, entry in _entries(plan, (head, *parts)):
        for part_ in entry.parts:
            if _says(part_, "expected"):
                yield from quote(f"Expected, by {code(f'{path}:{part_.line}')}", part_.text)
    if head.rule in {"pending-push", "no-remote", "diverged"}:
        yield f"* Risk: {risk_words(plan)}"
    if head.remedy:
        yield ""
        yield block("\n".join(head.remedy), "bash")


def _sources(head: Blocker) -> str:
    places = source_places(head)
    shown = [code(p) for p in places[:_MOST_PLACES]]
    if head.source.path is None:
        shown.insert(0, "git, when this was written")
    more = len(places) - _MOST_PLACES
    return "; ".join(shown) + (f" and {more} more" if more > 0 else "")


def source_places(head: Blocker) -> list[str]:
    """Return where a cause stands, each file once with its lines, such as `a.md:3, 7`."""
    lines: dict[str, list[str]] = {}
    for source in (head.source, *head.also):
        if source.path:
            lines.setdefault(source.path, []).extend([str(source.line)] if source.line else [])
    return [path + _numbers(found) for path, found in lines.items()]


def _numbers(lines: Sequence[str]) -> str:
    more = " …" if len(lines) > _MOST_LINES else ""
    return f":{', '.join(lines[:_MOST_LINES])}{more}" if lines else ""


def place(source: Source) -> str:
    """Return where a fact stands: path and line, as far as there are any."""
    path = source.path or "workspace"
    return f"{path}:{source.line}" if source.line else path


def status_command(plan: PlanStatus, *options: str) -> str:
    """Return the command that shows the plan."""
    return " ".join(("sisyphus status", plan_word(plan.name, plan.path), *options))


def risk_words(plan: PlanStatus) -> str:
    """Return what speaks for and against the change: its size, and how much of it is proven."""
    commits = counted_commits(plan)
    proof, checks = plan.proof, plan.verification
    words = [size_words(commits)] if commits else []
    if proof.of:
        words.append(f"{proof.verified} of {counted(proof.of, 'task')} proven by a check on this content")
    if checks.total:
        words.append(f"{checks.passed} of {counted(checks.total, 'runnable check')} passed")
    return "; ".join(words) or "nothing is known of it"


def _entries(plan: PlanStatus, found: Sequence[Blocker]) -> Iterator[tuple[str, Entry]]:
    """Yield the notepad entries that some blockers come from."""
    places = {(b.source.path, b.source.line) for b in found if b.rule == "notepad-blocker"}
    yield from ((path, entry) for path, entry in plan.entries if (path, entry.line) in places)


def _says(part: Part, *words: str) -> bool:
    return part.name.casefold().startswith(words)


def next_steps(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield what is required now, what comes after it, and what to do if it fails."""
    found = causes(plan)
    task = next((t for t in plan.tasks if t.key == plan.next_task), None)
    steps = [f"task {prose(task.id)} (agent): {prose(shorten(task.title, TITLE_LIMIT))}"] if task else []
    # What only waits stands below, with the line to tick.
    steps += [_step(h) for h, _ in found[:_MOST_BLOCKERS] if h.remedy or h.rule not in _WAITED_FOR]
    for number, step in enumerate(steps, 1):
        yield f"{number}. {step}"
    yield from _afterwards(plan, found, follows=bool(steps))
    yield from _if_it_fails(plan)


def _step(head: Blocker) -> str:
    """Return what removes a cause: its commands, else what it waits for, with who and why."""
    message, who = prose(shorten(head.message, TITLE_LIMIT)), OWNER_WORDS[head.owner]
    if not head.remedy:
        return f"{message} ({who})"
    return f"{', then '.join(map(code, head.remedy))} ({who}): {message}"


def _afterwards(
    plan: PlanStatus, found: Sequence[tuple[Blocker, list[Blocker]]], *, follows: bool
) -> Iterator[str]:
    after = [b for head, parts in found for b in (head, *parts) if b.rule in _WAITED_FOR]
    if not after:
        return
    if follows:
        yield from ("", "After that:", "")
    for one in after[:_MOST_PLACES]:
        when = f"after {', then '.join(one.waits)}" if one.waits else "when it is unblocked"
        words = f"tick line {one.source.line} {when}: "
        yield f"* {words}{prose(shorten(_without_lead(one), 160))}"
    yield f"* {code(status_command(plan))} says what is left"


_WAITED_FOR = frozenset({"external-check", "marked-blocked"})


def _without_lead(blocker: Blocker) -> str:
    return blocker.message.partition(": ")[2] or blocker.message


def _if_it_fails(plan: PlanStatus) -> Iterator[str]:
    mine = tuple(b for b in plan.blockers if b.rule == "notepad-blocker")
    parts = [(path, p) for path, e in _entries(plan, mine) for p in e.parts if _says(p, "if ", "mitigation")]
    failed = [c for c in plan.checks if c.standing is Standing.FAILED]
    if not parts and not failed:
        return
    yield ""
    yield "If it fails:"
    yield ""
    for path, part in parts[:_MOST_PLACES]:
        yield from quote(f"{prose(part.name)}, by {code(f'{path}:{part.line}')}", part.text)
    for status in failed[:_MOST_PLACES]:
        yield f"* {code(shorten(status.check.command, TITLE_LIMIT))}: {prose(shorten(status.note, 160))}"


def owners(plan: PlanStatus) -> str:
    """Return whose turn it is, with how many causes each can remove."""
    heads = [head for head, _ in causes(plan)]
    counts = {owner: sum(h.owner is owner for h in heads) for owner in Owner}
    return ", ".join(f"{OWNER_WORDS[o]} ({counted(n, 'cause')})" for o, n in counts.items() if n)

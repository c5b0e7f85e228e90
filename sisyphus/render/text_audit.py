"""`sisyphus audit`: the false claims first, each with what was found."""

from collections.abc import Iterator, Sequence
from posixpath import commonpath, dirname

from rich.cells import chop_cells

from sisyphus.model.claim import AuditDocument, ClaimKind, JudgedClaim, Verdict
from sisyphus.render.terminal import Line, Span, Style, fit, line, paint, safe, width_of, wrap
from sisyphus.render.words import counted, located

VERDICT_WORDS = {
    Verdict.FALSE: "false",
    Verdict.STALE: "stale",
    Verdict.UNEVIDENCED: "no evidence",
    Verdict.UNCHECKABLE: "unknown",
    Verdict.TRUE: "true",
}

VERDICT_STYLES = {
    Verdict.FALSE: Style.BAD,
    Verdict.STALE: Style.ATTENTION,
    Verdict.UNEVIDENCED: Style.PLAIN,
    Verdict.UNCHECKABLE: Style.MUTED,
    Verdict.TRUE: Style.GOOD,
}

_IN_SENTENCE = {
    Verdict.TRUE: "true",
    Verdict.FALSE: "false",
    Verdict.STALE: "stale",
    Verdict.UNEVIDENCED: "without evidence",
    Verdict.UNCHECKABLE: "not checkable here",
}
"""In the order in which the sentence gives them."""

_GAP = 2
_WIDEST_PLACE = 30
_LEAST_TEXT = 30
"""Cells for the text; with less, it stands below."""


def render_audit(document: AuditDocument, *, colour: bool, width: int, whole: bool = False) -> str:
    """Return the table; claims that say the same with the same result share a row unless `whole`."""
    return paint(_lines(document, width, whole=whole), colour=colour)


def sentence(document: AuditDocument) -> str:
    """Return such as `21 claims: 12 true, 2 false, 1 stale, 6 without evidence`."""
    verdicts = [j.verdict for j in document.claims]
    parts = [f"{verdicts.count(v)} {word}" for v, word in _IN_SENTENCE.items() if v in verdicts]
    return counted(len(verdicts), "claim") + (f": {', '.join(parts)}" if parts else "")


def _lines(document: AuditDocument, width: int, *, whole: bool) -> Iterator[Line]:
    read = counted(len(document.reports), "text")
    for text in wrap(f"{document.plan}: {sentence(document)}, in {read}", width, indent=2):
        yield line(Span(text, Style.STRONG))
    folder = _folder(document.claims)
    if folder:
        for text in wrap(f"in {folder}", width, indent=2):
            yield line(Span(text, Style.MUTED))
    groups = [[j] for j in document.claims] if whole else _grouped(document.claims)
    places = [_place(g, folder) for g in groups]
    widest = max((width_of(p) for p in places), default=0)
    room = min(widest, _WIDEST_PLACE, max(width // 3, 12))
    verdict_width = max(map(width_of, VERDICT_WORDS.values()))
    before: Verdict | None = None
    for group, place in zip(groups, places, strict=True):
        if group[0].verdict is not before:
            yield line()
        before = group[0].verdict
        yield from _row(group, place, (verdict_width, room, width), whole=whole)
    for finding in document.findings:
        yield line()
        for text in wrap(f"{finding.rule}: {located(finding)}", width, indent=2):
            yield line(Span(text, Style.ATTENTION))


def _folder(claims: Sequence[JudgedClaim]) -> str:
    """Return the folder that all reports lie in; commit messages lie in none."""
    folders = {dirname(j.claim.path) for j in claims if not j.claim.path.startswith("commit ")}
    # Absolute and relative paths have nothing in common.
    return commonpath(folders) if len({f.startswith("/") for f in folders}) == 1 else ""


def _grouped(claims: Sequence[JudgedClaim]) -> list[list[JudgedClaim]]:
    groups: dict[tuple[object, ...], list[JudgedClaim]] = {}
    for one in claims:
        said = "" if _is_listed(one) else one.actual
        same = (one.verdict, one.claim.kind, said, one.claim.file, one.claim.command)
        groups.setdefault(same, []).append(one)
    return list(groups.values())


def _is_listed(one: JudgedClaim) -> bool:
    """Whether a claim is one line of a list of verifications, which all come to the same."""
    claim = one.claim
    return claim.kind is ClaimKind.VERIFICATION and claim.done is None and claim.command is None


def _place(group: Sequence[JudgedClaim], folder: str) -> str:
    claim = group[0].claim
    inside = claim.path.removeprefix(f"{folder}/") if folder else claim.path
    more = f" +{len(group) - 1}" if len(group) > 1 else ""
    return f"{inside}:{claim.line}{more}"


def _row(
    group: Sequence[JudgedClaim], place: str, widths: tuple[int, int, int], *, whole: bool
) -> Iterator[Line]:
    verdict_width, room, width = widths
    word, style = VERDICT_WORDS[group[0].verdict], VERDICT_STYLES[group[0].verdict]
    left = verdict_width + room + 2 * _GAP
    if width - left < _LEAST_TEXT:
        yield line(Span(word, style))
        for text in (*wrap(place, width - _GAP), *_texts(group[0], width - _GAP, whole=whole)):
            yield line(" " * _GAP, text)
        return
    texts = _texts(group[0], width - left, whole=whole)
    places = chop_cells(safe(place), room) or [""]
    for number in range(max(len(texts), len(places))):
        verdict = Span(fit(word if number == 0 else "", verdict_width), style)
        where = Span(fit(places[number] if number < len(places) else "", room), Style.MUTED)
        text = texts[number] if number < len(texts) else ""
        yield line(verdict, " " * _GAP, where, " " * _GAP, text)


def _texts(one: JudgedClaim, width: int, *, whole: bool) -> list[str]:
    """Return what is said of a claim, in lines."""
    about = f"{one.claim.file}: " if one.claim.file and one.claim.file not in one.actual else ""
    texts = wrap(f"{one.claim.kind}: {about}{one.actual}", width)
    if whole:
        texts += wrap(f"“{one.claim.text}”", width)
        texts += wrap(f"({one.source})", width) if one.source else []
    return texts

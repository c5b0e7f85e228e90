"""The report as a page: what it shows, that nothing in it is obeyed, and that it can be read."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from sisyphus.model.evidence import Outcome
from sisyphus.model.finding import Source
from sisyphus.model.judgement import Confidence, Phase, Proven, Standing
from sisyphus.model.results import Figure, Target
from sisyphus.model.status import StatusDocument
from sisyphus.render.html import render_html
from sisyphus.render.html_text import resource
from sisyphus.render.html_tones import OUTCOME_TONES, PHASE_TONES, PROVEN_TONES, STANDING_TONES
from sisyphus.render.terminal import safe
from tests.analysis.builders import link
from tests.render.documents import HOSTILE, hostile, ordinary

VOID = {"meta", "rect", "link", "br"}
LEAST_CONTRAST = 4.5
"""Of text, as WCAG 2.2 has it for level AA."""


class Page(HTMLParser):
    """A page as tags and text; fails on tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an empty element."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Hold an end against its start."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text that is shown."""
        if self.open[-1:] not in (["style"], ["title"]):
            self.words.append(data)

    @property
    def text(self) -> str:
        """All that is shown, blanks joined."""
        return " ".join("".join(self.words).split())


def page_of(document: StatusDocument, logs: dict[str, str] | None = None) -> str:
    return render_html(document, document.plans[0], logs)


def measured() -> StatusDocument:
    document = ordinary()
    source = Source(path="p.md", line=3)
    figure = Figure(
        name="duration", command="make test", source=source, before=427.0, before_at="ddddddd, seq 1 of here",
        after=75.5, after_at="ccccccc, seq 2 of here", current=False,
    )  # fmt: skip
    targets = (
        Target(text="Job < 4 min", wanted="< 4 min", source=source),
        Target(text="Job < 2 min", wanted="< 2 min", source=source, measured=1.25, met=True, proof="x"),
    )
    status = replace(document.plans[0], figures=(figure,), targets=targets)
    return replace(document, plans=(status,))


def test_a_page_shows_the_three_answers_and_who_must_act() -> None:
    text = Page(page_of(ordinary())).text
    for shown in ("Claimed 2/3", "Committed 1/3", "Verified 1/3", "git push", "line 32, definition of done"):
        assert shown in text


def test_what_git_says_has_git_for_its_source() -> None:
    text = Page(page_of(ordinary())).text
    assert "pending-push · git · .sisyphus/plans/speed.md:32" in text
    assert "stale-proof · .sisyphus/plans/speed.md:80" in text


def test_a_page_shows_what_was_measured() -> None:
    text = Page(page_of(measured())).text
    assert "before 427 s" in text
    assert "after 75.5 s" in text
    assert "not measured" in text
    assert "1.25 min met p.md:3; x" in text, "with its unit, and the record that says so"
    assert "on other content" in text


def test_the_longer_of_two_bars_is_no_better_one() -> None:
    text = page_of(measured())
    cards = text[text.index('id="results"') : text.index('id="tasks"')]
    assert cards.count('class="front"') == 2
    assert 'class="full"' not in cards


def test_of_many_checks_those_that_passed_are_folded() -> None:
    document = ordinary()
    passed = next(c for c in document.plans[0].checks if c.standing is Standing.PASSED)
    other = next(c for c in document.plans[0].checks if c.standing is not Standing.PASSED)
    many = replace(document.plans[0], checks=(*[passed] * 40, other))
    text = page_of(replace(document, plans=(many,)))
    folded = text[text.index("40 checks that passed</summary>") :]
    assert folded.index("passed</span>") < folded.index("</details>")
    before = text[text.index('id="checks"') : text.index("40 checks that passed")]
    assert before.count("<li>") == 1
    assert "checks that passed</summary>" not in page_of(document)


def test_a_hint_is_no_event_of_the_work() -> None:
    document = ordinary()
    (status,) = document.plans
    for confidence, shown in ((Confidence.HIGH, True), (Confidence.LOW, False)):
        tasks = tuple(replace(t, commits=(link(confidence),)) for t in status.tasks)
        text = page_of(replace(document, plans=(replace(status, tasks=tasks),)))
        timeline = text[text.index('id="timeline"') : text.index('id="open"')]
        assert ("<code>7777777</code>" in timeline) is shown


def test_logs_stand_behind_a_summary_with_every_line() -> None:
    document = ordinary()
    check = document.plans[0].checks[0].check.id
    shown = page_of(document, {check: "one\n  two\n::error::three"})
    assert "<summary" in shown
    assert "one\n  two\n&#58;:error::three" in shown


def test_the_same_facts_give_the_same_bytes() -> None:
    assert page_of(measured()) == page_of(measured())


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    for document in (ordinary(), measured(), hostile("<script>alert(1)</script>")):
        for tag, attributes in Page(page_of(document)).tags:
            assert tag not in {"script", "img", "link", "iframe", "object", "form", "base"}
            assert not any(name.startswith("on") or name in {"src", "style"} for name in attributes)


def test_every_link_leads_to_a_place_on_the_page() -> None:
    for document in (ordinary(), measured()):
        tags = Page(page_of(document)).tags
        places = {f"#{a['id']}" for _, a in tags if "id" in a}
        links = {a["href"] for _, a in tags if "href" in a}
        assert {"#tasks", "#blockers"} <= links <= places


def test_only_our_own_style_is_allowed() -> None:
    page = Page(page_of(ordinary()))
    policy = next(a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(resource("report.css").encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert resource("report.css") in page_of(ordinary())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element(text: str) -> None:
    ours = set(re.findall(r"<([a-z]\w*)", resource("report.html.jinja")))
    document = hostile(text)
    page = Page(page_of(document, {document.plans[0].checks[0].check.id: text}))
    assert {tag for tag, _ in page.tags} <= ours
    words = re.findall(r"\w+", safe(text))
    assert not words or words[0] in page.text


def test_headings_go_down_by_one_and_names_are_unique() -> None:
    page = Page(page_of(hostile("odd")))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a}
    assert named <= set(ids)


@pytest.mark.parametrize(
    ("table", "members"),
    [(PHASE_TONES, Phase), (PROVEN_TONES, Proven), (STANDING_TONES, Standing), (OUTCOME_TONES, Outcome)],
)
def test_every_word_has_a_tone_that_the_style_knows(
    table: dict[StrEnum, str], members: type[StrEnum]
) -> None:
    assert set(table) == set(members)
    assert {tone for tone in table.values() if tone} <= {"good", "bad", "warn"}
    assert not [p for p in table if table[p] == "good" and p not in {"complete", "passed"}]


def palettes() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the colours of each scheme; what a scheme leaves out it has from the first."""
    style = resource("report.css")
    base: dict[str, str] = {}
    for number, block in enumerate(re.findall(r":root \{(.*?)\}", style, re.DOTALL)):
        base = base | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        yield ("light", "dark", "print")[number], base


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("back", ["paper", "sheet"])
@pytest.mark.parametrize("front", ["ink", "soft", "link"])
def test_text_stands_out_from_its_paper(front: str, back: str) -> None:
    for scheme, colours in palettes():
        assert contrast(colours[front], colours[back]) >= LEAST_CONTRAST, scheme


@pytest.mark.parametrize("tone", ["good", "bad", "warn", "calm"])
def test_chips_can_be_read(tone: str) -> None:
    found = list(palettes())
    assert [scheme for scheme, _ in found] == ["light", "dark", "print"]
    for scheme, colours in found:
        assert contrast(colours[tone], colours[f"{tone}-back"]) >= LEAST_CONTRAST, scheme


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)

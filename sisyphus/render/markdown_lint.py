"""The reference of the lint rules, docs/lint.md, as it follows from the rules themselves."""

from collections.abc import Iterator, Sequence

from sisyphus.model.lint import Rule
from sisyphus.render.text_lint import SEVERITY_WORDS

_HEAD = """\
# Lint rules

`sisyphus lint` finds faults in plans before anyone works on them. It looks at every plan, or at those that
are named; it runs nothing and writes nothing.

```sh
sisyphus lint                              # every plan
sisyphus lint PLAN --level warning         # one plan, without the notes
sisyphus lint --select check,evidence      # these rules only: ids, or beginnings of ids
sisyphus lint --ignore no-commit-line      # all but this one
sisyphus lint --explain same-wave-file     # what a rule finds, why, and what to do
sisyphus lint --exit-code                  # exit 1 when there is a finding, for CI
sisyphus lint --format github              # annotations in a pull request; json for programs
```

A finding is an *error* (work cannot begin, or is lost from the count), a *warning* (something will go wrong)
or a *note* (worth knowing, and often meant so). Tasks that are done or cancelled are left out where a rule is
about work to come.

## Silencing a rule

A comment in the plan takes findings back; the summary says how many.

```markdown
- [ ] 3. Ask the owner <!-- sisyphus: ignore no-check (only a person can tell) -->

<!-- sisyphus: ignore masked-exit, check-placeholder -->
1. curl -s https://<host>/health | jq .status
```

In a line of text it counts for that line; alone on its line for the next line that is not blank, and for the
whole of a code fence that begins there. `ignore-file` in place of `ignore` counts for the whole plan. Several
rules are parted by commas, what stands in brackets is the reason, and a comment that names no rule takes back
all.

## Before a commit

```yaml
# .pre-commit-config.yaml
- repo: <where you have sisyphus from>
  rev: <version>
  hooks:
    - id: sisyphus-lint     # the plans of the commit: errors and warnings
    - id: sisyphus-status   # before a push: shows where every plan stands, stops nothing
```

## Rules

What a rule is called here is what `status` calls the same fault. The severity is the highest that the rule
gives.
"""


def render_reference(rules: Sequence[Rule]) -> str:
    """Return the whole page."""
    return "\n".join((_HEAD, *_table(rules), *(row for rule in rules for row in _section(rule)))) + "\n"


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    yield "| rule | severity | finds |"
    yield "| --- | --- | --- |"
    for rule in rules:
        off = "" if rule.default else " Off by default."
        yield f"| [`{rule.id}`](#{rule.id}) | {SEVERITY_WORDS[rule.severity]} | {rule.summary}{off} |"


def _section(rule: Rule) -> Iterator[str]:
    yield from ("", f"### {rule.id}", "", rule.summary)
    yield from ("", f"*Why:* {rule.why}", "", f"*Fix:* {rule.fix}")

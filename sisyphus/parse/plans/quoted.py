"""Task sections that stand in a quote as a whole."""

from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.section_names import SectionKind


def with_quoted(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Take a task section at its word where all its boxes stand in a quote."""
    boxed = [r for r in rows if r.box and r.effective is SectionKind.TASKS]
    if (
        not boxed
        or not all(r.quoted and r.form is Form.ITEM for r in boxed)
        or not any(r.label for r in boxed)
    ):
        return rows
    lines = {r.line for r in boxed}
    return tuple(r._replace(quoted=False) if r.line in lines else r for r in rows)

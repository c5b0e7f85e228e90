"""What `sisyphus report` is made from: the status of one plan, and the claims of others about it."""

from pathlib import Path

from sisyphus.adapters.locate import own_place
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import Place, evidence_home, works_by_plan
from sisyphus.adapters.reports import read_reported
from sisyphus.analysis.assess import assess
from sisyphus.analysis.claims import audit
from sisyphus.analysis.linking.state_commits import leave_out_state_commits
from sisyphus.analysis.report_claims import leave_out_clocks, leave_out_notepad, with_claims
from sisyphus.model.plan import plan_word
from sisyphus.model.status import StatusDocument


def gather(place: Place, wanted: str | Path, file: Path, *, name: str | None) -> StatusDocument:
    """Return the answer that the report shows.

    Args:
        place: the workspace.
        wanted: the plan.
        file: what the report is written to or compared with; it is no source of itself.
        name: the report's, where it goes into the plan's notepad folder instead.

    """
    whole = take_snapshot(place, [wanted])
    record = whole.plans[0]
    if name is not None:
        file = evidence_home(place, record.path) / "notepads" / record.name / name
    own, root = own_place(file), place.root.resolve()
    snapshot = leave_out_state_commits(whole)
    if own.is_relative_to(root):
        snapshot = leave_out_notepad(snapshot, own.relative_to(root).as_posix())
    document = assess(snapshot)
    status = document.plans[0]
    reported = leave_out_clocks(read_reported(place, snapshot, status, but=own), whole)
    names = (*(p.name for p in place.plans), *works_by_plan(place))
    audited = audit(snapshot, status, reported, names)
    return with_claims(document, audited, plan_word(status.name, status.path))

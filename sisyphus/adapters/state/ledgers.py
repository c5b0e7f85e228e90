"""What the start-work ledgers of a workspace say, and of which plan."""

from collections.abc import Collection, Iterable

from sisyphus.adapters.files import read_file
from sisyphus.adapters.place import Place, error_finding
from sisyphus.adapters.state.judged import judged_in_text
from sisyphus.adapters.state.state_files import ledger_files
from sisyphus.errors import InputError, MachineError
from sisyphus.model.finding import Finding
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.review import Verdict
from sisyphus.model.work import Work
from sisyphus.parse.encoding import MAX_BYTES, decode


def read_ledgers(
    place: Place, findings: list[Finding]
) -> tuple[tuple[LedgerRow, ...], dict[tuple[str, int], str]]:
    """Read all ledgers; with them, by path and line, the hash of the plan that a row names as judged."""
    rows: list[LedgerRow] = []
    hashes: dict[tuple[str, int], str] = {}
    for file in ledger_files(place.state):
        try:
            text, odd = decode(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
        except (InputError, MachineError) as error:
            findings.append(error_finding("unreadable-ledger", error, place.root))
            continue
        from sisyphus.parse.ledger import parse_ledger  # noqa: PLC0415 - start-up: few have ledgers

        found, bad = parse_ledger(text, file.relative)
        rows += found
        hashes |= {(file.relative, j.source.line or 0): j.sha256 for j in judged_in_text(text, file.relative)}
        findings += (*file.findings, *odd, *bad)
    return tuple(rows), hashes


def verdicts_of_ledger(rows: tuple[LedgerRow, ...]) -> Iterable[Verdict]:
    """Return the verdicts that rows speak of."""
    from sisyphus.parse.plans.verdicts import ledger_verdicts  # noqa: PLC0415 - start-up: few have ledgers

    return ledger_verdicts(rows) if rows else ()


def speaks_of(row: LedgerRow, name: str, work: Work | None, names: Collection[str]) -> bool:
    """Whether a ledger's row is about a plan; one that names none is about the plan of its session."""
    if row.plan is not None:
        return row.plan == name
    return bool(work and row.session in work.session_ids) or (len(names) == 1 and name in names)

"""What the user has decided about the checks of plans."""

from collections.abc import Sequence

from sisyphus.adapters.place import Place
from sisyphus.adapters.trust import TrustStore, repository_id
from sisyphus.errors import InputError, MachineError
from sisyphus.model.deferred import replace
from sisyphus.model.repository import Subject
from sisyphus.model.snapshot import PlanRecord


def with_decisions(place: Place, records: Sequence[PlanRecord], subject: Subject) -> list[PlanRecord]:
    """Add to each record what the user has allowed and denied, and the keys under which that is kept."""
    if not any(r.plan and r.plan.checks for r in records):
        return list(records)
    store = _store(place)
    return list(records) if store is None else [_decided(store, place, r, subject) for r in records]


def _store(place: Place) -> TrustStore | None:
    """Return what the user has decided; `None` where nothing can be."""
    try:
        return TrustStore(place.top_level or place.root)
    except (InputError, MachineError):
        # A state folder inside the work tree could be written by the repository: it allows nothing. Without
        # a home nothing was decided. Reading goes on; `verify` and `trust` refuse it with the reason.
        return None


def _decided(store: TrustStore, place: Place, record: PlanRecord, subject: Subject) -> PlanRecord:
    if record.plan is None or not record.plan.checks:
        return record
    root = place.top_level or place.root
    repository = repository_id(subject.root_commit, root)
    path = place.prefix + record.path
    keys = {store.key(c, repository, path): c.id for c in record.plan.checks if c.can_run}
    return replace(
        record,
        trusted=frozenset(keys[key] for key in store.trusted(keys)),
        denied=frozenset(keys[key] for key in store.denied(keys)),
        keys=tuple((check, key) for key, check in keys.items()),
    )

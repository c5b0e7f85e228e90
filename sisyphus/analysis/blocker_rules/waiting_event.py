"""What a box can wait for."""

from sisyphus.model.members import StrEnum


class Event(StrEnum):
    """What a box waits for, in the order in which such things happen."""

    PUSH = "a push"
    CI = "a CI run"
    MERGE = "a merge"
    CREDENTIAL = "a credential"
    APPROVAL = "an approval"
    DEPLOYMENT = "a deployment"
    PERSON = "a person"

"""Adding to a file that others may write too."""

import errno
import os
import stat
from pathlib import Path

from sisyphus.adapters.files import unwritten


def append_text(path: Path, text: str) -> None:
    """Append to a file, made if need be, in one write; it is as before when that fails.

    Raises MachineError when the machine refuses, also for what is no regular file.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC
    content = text.encode("utf-8", "replace")
    try:
        descriptor = os.open(path, flags, 0o666)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "is no regular file")
            if os.write(descriptor, content) != len(content):
                os.ftruncate(descriptor, status.st_size)
                raise OSError(errno.ENOSPC, "no room for all of it")
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        problem = error if isinstance(error, OSError) else OSError(errno.EINVAL, str(error))
        raise unwritten(problem, path) from error

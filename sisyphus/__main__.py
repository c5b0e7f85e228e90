"""`python -m sisyphus` and the `sisyphus` command."""

import gc
import os
import sys

from sisyphus import __version__


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"] and _says_version():
        return
    if sys.getfilesystemencoding() != "utf-8":
        from sisyphus.cli.encoding import begin_in_utf8  # noqa: PLC0415 - start-up: hardly anybody needs it

        begin_in_utf8()
    # An answer makes much that it keeps and little that goes in circles: looking for those costs a tenth.
    gc.set_threshold(100_000, 50, 100)
    try:
        from sisyphus.cli.main import run  # noqa: PLC0415 - start-up: --version needs none of it

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before `run` could answer it
        code = 130
    # Leaving looks for circles among all that is left, and takes it apart: a seventh of a small answer.
    gc.freeze()
    sys.exit(code)


def _says_version() -> bool:
    """Print the version; `False` where stdout does not take it, which `run` explains."""
    if sys.stdout is None:  # the caller has closed it
        return False
    try:
        # Past Python's buffer: what a full or broken stdout leaves in there cannot be taken out again.
        os.write(sys.stdout.fileno(), f"sisyphus {__version__}\n".encode())
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()

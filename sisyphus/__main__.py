"""`python -m sisyphus` and the `sisyphus` command."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from sisyphus.cli.main import run  # noqa: PLC0415 - start-up: --version needs none of it

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

"""The command: `python -m tally FILE [--limit N | --total]`."""

import argparse
from pathlib import Path

from tally.rank import rank
from tally.words import words


def main(argv: list[str] | None = None) -> None:
    """Print the most frequent words of a file, or how many words it has."""
    parser = argparse.ArgumentParser(prog="tally", description="Counts the words of a text.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=10, help="how many words to show")
    parser.add_argument("--total", action="store_true", help="only the number of words")
    options = parser.parse_args(argv)
    found = words(options.file.read_text(encoding="utf-8"))
    if options.total:
        print(len(found))
    else:
        for word, count in rank(found, options.limit):
            print(word, count)


if __name__ == "__main__":
    main()

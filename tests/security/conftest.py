"""The same projects as the command line's tests."""

from tests.cli.conftest import checked, project, ran

__all__ = ["checked", "project", "ran"]

"""The seed case: a real plan that five tools read in five ways."""

import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


def test_seed_case(tmp_path: Path) -> None:
    check = SHARED / "tools" / "seed_check.py"
    if not check.exists():
        pytest.skip("needs the seed case, which is not part of the project")
    program = tmp_path / "sisyphus"
    package = Path(__file__).resolve().parents[2]
    program.write_text(f"#!/bin/sh\nPYTHONPATH='{package}' exec '{sys.executable}' -m sisyphus \"$@\"\n")
    program.chmod(0o755)
    run = subprocess.run(
        [sys.executable, str(check), str(program)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr

"""What the tests share: the newsroom of the repository, and the command."""

import subprocess
from pathlib import Path

import pytest

from tidings._evaluate import find_command

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-05-10T18:00:00Z"


@pytest.fixture(scope="session")
def corpus():
    """The folder of the newsroom's articles."""
    return str(ROOT / "corpus")


@pytest.fixture(scope="session")
def command():
    """Runs the command and gives what it printed; it must end with code 0 unless another is given."""

    def run(*arguments, code=0):
        done = subprocess.run(
            [find_command(), *map(str, arguments)], capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    return run


@pytest.fixture(scope="session")
def rows():
    """Articles of two stories as dictionaries."""
    return [
        {
            "text": "The ferry Ardena sank in Sellick Sound on Tuesday, killing nine people. Divers searched "
            "the wreck through the night.",
            "title": "Ferry sinks off Sellick",
            "publisher": "Harbour Ledger",
            "url": "https://ledger.example/1",
            "published": "2026-05-05T20:00:00Z",
        },
        {
            "text": "Nine people died when the ferry Ardena sank in Sellick Sound on Tuesday. The captain was "
            "questioned by the police.",
            "title": "Nine dead as ferry sinks",
            "publisher": "Estmar Post",
            "url": "https://estmar.example/a",
            "published": "2026-05-05T22:30:00Z",
        },
        {
            "text": "The council of Tarnside voted on Wednesday to reopen the Mill Bridge, five weeks ahead of "
            "schedule. Lorries stay banned until June.",
            "title": "Mill Bridge to reopen",
            "publisher": "Tarnside Gazette",
            "url": None,
            "published": "2026-05-06T09:00:00Z",
        },
    ]

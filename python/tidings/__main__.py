"""``python -m tidings``: the command that came with the package."""

import os
import sys

from ._evaluate import find_command


def main() -> None:
    """Becomes the command."""
    command = find_command()
    os.execv(command, [command, *sys.argv[1:]])


if __name__ == "__main__":
    main()

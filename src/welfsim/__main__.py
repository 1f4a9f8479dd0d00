"""``python -m welfsim``: the command line."""

from welfsim.cli import main

if __name__ == "__main__":
    main()

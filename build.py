"""The documented command: `python build.py` builds the site into dist/."""

import sys

from sitegen.cli import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or ["build"]))

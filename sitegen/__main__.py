"""`python -m sitegen` is the same command as `python build.py` and `sitegen`."""

from sitegen.cli import main

raise SystemExit(main())

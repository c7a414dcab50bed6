"""``python -m semaxref``: the command line."""

import sys

from semaxref.cli import main

sys.exit(main())

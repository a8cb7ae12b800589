"""`python -m cruxbase`."""

import sys

from cruxbase.cli import main

sys.exit(main())

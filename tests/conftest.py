"""What holds for all tests."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True)
settings.register_profile("campaign", derandomize=False)
settings.load_profile(os.environ.get("CRUXBASE_HYPOTHESIS", "repeatable"))
"""The same cases every time, so that a test fails for a change and not by chance; `CRUXBASE_HYPOTHESIS=campaign` draws new ones."""

_CACHES = tempfile.TemporaryDirectory(prefix="cruxbase-tests-")


def pytest_configure() -> None:
    """Tests keep nothing in the cache folder of whoever runs them."""
    os.environ["CRUXBASE_CACHE_DIR"] = _CACHES.name

"""What holds for all tests."""

from __future__ import annotations

import os
import tempfile

_CACHES = tempfile.TemporaryDirectory(prefix="cruxbase-tests-")


def pytest_configure() -> None:
    """Tests keep nothing in the cache folder of whoever runs them."""
    os.environ["CRUXBASE_CACHE_DIR"] = _CACHES.name

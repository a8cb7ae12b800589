"""Data kept in a file from one run to the next: whole, undamaged and written by us, or not used at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import msgpack

from cruxbase.support.regular_files import read_regular

Kept: TypeAlias = dict[str, Any]
"""What was kept. Nobody else writes it, and a damaged file is none, so its shape is what its writer gave it."""

DIGEST_SIZE = 16  # bytes, at the beginning of the file
_LIMIT = 4 * 1024**3  # bytes


def read_kept(path: str | os.PathLike[str]) -> tuple[bytes, Kept]:
    """The digest and the content of a file; of one that is missing or damaged, nothing."""
    try:
        raw = memoryview(read_regular(path, _LIMIT, follow=False))
        digest = bytes(raw[:DIGEST_SIZE])
        # The digest guards against a damaged file that still unpacks.
        if digest_of(raw[DIGEST_SIZE:]) != digest:
            return b"", {}
        plain = msgpack.unpackb(raw[DIGEST_SIZE:], use_list=True, strict_map_key=False)
    except (OSError, ValueError, msgpack.UnpackException):
        return b"", {}
    return (digest, plain) if isinstance(plain, dict) else (b"", {})


def kept_bytes(plain: Mapping[str, object]) -> bytes:
    """What `read_kept` reads back as the same data."""
    return b"".join(with_digest([msgpack.packb(plain)]))


def with_digest(parts: Sequence[bytes]) -> list[bytes]:
    """Packed data, in parts that belong together, as `read_kept` reads them one after the other; they are not copied."""
    whole = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        whole.update(part)
    return [whole.digest(), *parts]


def digest_of(raw: bytes | memoryview) -> bytes:
    """The fingerprint of some bytes."""
    return hashlib.blake2b(raw, digest_size=DIGEST_SIZE).digest()


def digest(content: bytes) -> str:
    """What tells one content of a file from another, in 24 characters."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()

"""Citations held against local copies of the texts that they cite."""

from cruxbase.verification.local_texts import CannotReadCopy, LocalText, NoPdfReader, local_text
from cruxbase.verification.verifying import Outcome, Verified, verified

__all__ = ["CannotReadCopy", "LocalText", "NoPdfReader", "Outcome", "Verified", "local_text", "verified"]

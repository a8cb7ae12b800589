"""XML of other programs, read without what XML can do besides holding data."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from cruxbase.exchange.arguments.document import UnreadableDocument

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def xml_root(text: str) -> ET.Element:
    """The root of an XML text.

    Raises:
        UnreadableDocument: it is no XML, or declares entities, which can make a small file fill the memory.
    """
    if _ENTITY.search(text):
        raise UnreadableDocument("it declares entities; expand them first")
    try:
        return ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 - see above
    except ET.ParseError as error:
        raise UnreadableDocument(f"it is no XML: {error}") from None

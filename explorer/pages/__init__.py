"""One file per page; a file here is a page, and nothing else is needed."""

from __future__ import annotations

import pkgutil


def page_names() -> frozenset[str]:
    """Return the names of all pages, as they stand in an address."""
    return frozenset(module.name for module in pkgutil.iter_modules(__path__))

"""Which version this is."""

from importlib.metadata import PackageNotFoundError, version

UNKNOWN = "?"


def our_version() -> str:
    """Return the version of the installed distribution; "?" when we run from a bare folder."""
    try:
        return version("nhacviec")
    except PackageNotFoundError:
        return UNKNOWN

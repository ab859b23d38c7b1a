"""Why a file of a dataset cannot be read."""

from __future__ import annotations


class UnreadError(Exception):
    """A file that cannot be read as records; the text goes into `DatasetProfile.unread`."""

"""The release check: versions, one against another, a case; decisions and the export of a review."""

"""What the operating system refuses, as a problem."""

from __future__ import annotations

import errno

from agreements.problems import Problem, Where, problem

_REASONS = {
    errno.ENOSPC: "@no_room",
    errno.EDQUOT: "@no_room",
    errno.EACCES: "@no_access",
    errno.EPERM: "@no_access",
    errno.EROFS: "@read_only",
    errno.EISDIR: "@folder",
    errno.ENOTDIR: "@no_folder",
    errno.EEXIST: "@no_folder",
    errno.ENOENT: "@absent",
    errno.ENAMETOOLONG: "@too_long",
    errno.ELOOP: "@loop",
}
"""What the operating system says, in words that we have in both languages."""


def unusable(shown: str, error: OSError) -> Problem:
    """Return what is told when the operating system refuses."""
    return problem("E506", Where(shown), path=shown, reason=reason(error))


def reason(error: OSError) -> str:
    """Return what the operating system says."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)

"""Two folders beside each other change places: in one step, or in two with a gap between them.

One step takes Linux >= 3.15 and a file system that knows it; two renames work everywhere.
"""

import ctypes
import errno
import os
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
# An old kernel, a file system without exchange, a sandbox that does not know the call.
_NO_EXCHANGE = frozenset([errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM])


def exchange(staging: Path, target: Path) -> bool:
    """Swap two folders in one step; False where system or file system cannot."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    one, other = os.fsencode(staging), os.fsencode(target)
    if call(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(target))


def rename_twice(staging: Path, target: Path, previous: Path) -> None:
    """The same by way of `previous`; whatever interrupts it, the target stands afterwards.

    Only a process that is killed between the first two renames leaves none.
    """
    try:
        target.rename(previous)
        staging.rename(target)
    except BaseException:
        if not os.path.lexists(target):
            previous.rename(target)
        raise
    previous.rename(staging)

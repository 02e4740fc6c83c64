"""What the system tells of changes in folders: Linux's inotify, by a descriptor to wait for.

Elsewhere, or where the system watches no more folders for us, `Notices` raises `OSError`; who
uses it must then look by itself, and should now and then in any case: what another computer
changes on a network drive is told to nobody here.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable, Iterator
from typing import Any

EVERYTHING = "/"

# A file is told of when it was written and closed, not with each byte of it.
_ATTRIBUTES, _WRITTEN, _MOVED, _CREATED, _DELETED = 0x4, 0x8, 0xC0, 0x100, 0x200
_ONLY_FOLDERS = 0x01000000
_MASK = _ATTRIBUTES | _WRITTEN | _MOVED | _CREATED | _DELETED | _ONLY_FOLDERS
_OVERFLOW, _IS_FOLDER = 0x4000, 0x40000000
_EVENT = struct.Struct("iIII")
_AT_ONCE = 1 << 16
# A folder that went away meanwhile; that is told of where it stood.
_AWAY = frozenset([errno.ENOENT, errno.ENOTDIR, errno.EACCES])


class Notices:
    """The descriptor, and the folders that are watched through it."""

    def __init__(self) -> None:
        """Ask the system for a descriptor, which never makes anybody wait."""
        self._system: Any = ctypes.CDLL(None, use_errno=True)
        if not hasattr(self._system, "inotify_init1"):
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        self.descriptor: int = self._system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.descriptor < 0:
            raise _refusal()
        self._folders: dict[int, str] = {}

    def close(self) -> None:
        """Watch nothing any more."""
        os.close(self.descriptor)

    def watch(self, folders: Iterable[str]) -> bool:
        """Watch these folders and no others; whether one of them was not watched before."""
        before, now = self._folders, {}
        for folder in folders:
            path = os.fsencode(folder)
            number = self._system.inotify_add_watch(self.descriptor, path, _MASK)
            if number >= 0:
                now[number] = folder
            elif ctypes.get_errno() not in _AWAY:
                raise _refusal()
        for number in before.keys() - now.keys():
            self._system.inotify_rm_watch(self.descriptor, number)
        self._folders = now
        return not now.items() <= before.items()

    def read(self) -> set[str]:
        """The paths told of since the last call, those of folders with `/` at their end.

        `EVERYTHING` is among them when more happened than the system could keep.
        """
        found: set[str] = set()
        while True:
            try:
                data = os.read(self.descriptor, _AT_ONCE)
            except BlockingIOError:
                return found
            found.update(self._paths(data))

    def _paths(self, data: bytes) -> Iterator[str]:
        start = 0
        while start < len(data):
            number, kind, _, length = _EVENT.unpack_from(data, start)
            name = data[start + _EVENT.size : start + _EVENT.size + length].rstrip(b"\0")
            start += _EVENT.size + length
            if kind & _OVERFLOW:
                yield EVERYTHING
            elif number in self._folders and kind & _MASK:
                path = f"{self._folders[number]}/{os.fsdecode(name)}"
                yield path + "/" if kind & _IS_FOLDER else path


def _refusal() -> OSError:
    code = ctypes.get_errno()
    return OSError(code, os.strerror(code))

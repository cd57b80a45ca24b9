"""A disk that can lose its power and can be full, below the real bot: SQLite and `os.fsync` go through it.

What was written is seen by everybody at once, as on any machine; what was *synced* is also kept in a second folder,
the platter. A power cut leaves the platter, and of what was not synced only the part that had happened to be written.

SQLite's own file methods are replaced in the process that loads this (`attach`), through the C interface that Python's
sqlite3 is linked to. Only writing, truncating, syncing and deleting are looked at; everything else is SQLite's own.
"""

import _sqlite3
import ctypes
import errno
import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import HasFileno

_OK: int = sqlite3.SQLITE_OK
_FULL: int = sqlite3.SQLITE_FULL
_MAIN = 0x00000100  # SQLITE_OPEN_MAIN_DB
_WAL = 0x00080000  # SQLITE_OPEN_WAL
_EARLY = 0.2  # the share of writes that reach the platter before they are synced, as a busy kernel does it

_File = ctypes.c_void_p
_Open = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _File, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_Write = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int64)
_Read = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_Size = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.POINTER(ctypes.c_int64))
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int)
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3; the ones left alone are plain addresses."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        ("xClose", ctypes.c_void_p),
        ("xRead", _Read),
        ("xWrite", _Write),
        ("xTruncate", _Truncate),
        ("xSync", _Sync),
        ("xFileSize", _Size),
        ("others", ctypes.c_void_p * 12),
    ]


class _Vfs(ctypes.Structure):
    """The head of sqlite3_vfs."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", ctypes.c_void_p),
        ("zName", ctypes.c_char_p),
        ("pAppData", ctypes.c_void_p),
        ("xOpen", _Open),
        ("xDelete", _Delete),
    ]


class Platter:
    """The folder that survives a power cut, beside the one in use. While the file `full` is there, there is no room."""

    def __init__(self, live: Path, kept: Path, full: Path, dice: random.Random) -> None:
        self.live, self.kept, self.full = live.resolve(), kept, full
        self._dice = dice
        self._unsynced: dict[Path, list[tuple[int, bytes | None]]] = {}  # (offset, bytes), or (size, None): cut off

    def begins(self, file: Path) -> None:
        """A file is opened: what it holds from before this process counts as written but not as synced."""
        if file not in self._unsynced:
            self._unsynced[file] = []
            if file.exists() and file.stat().st_size:
                self._unsynced[file].append((-1, None))

    def wrote(self, file: Path, offset: int, data: bytes | None) -> None:
        """Something was written, or (None) cut off at `offset`."""
        self._unsynced[file].append((offset, data))
        if self._dice.random() < _EARLY and (-1, None) not in self._unsynced[file]:
            self._put(file, [(offset, data)])

    def synced(self, file: Path, whole: Callable[[], bytes]) -> None:
        """All that was written to a file is on the platter. `whole` reads the file.

        It is not opened for that: closing it again would drop the locks that SQLite holds on it in this process.
        """
        waiting, self._unsynced[file] = self._unsynced[file], []
        if (-1, None) in waiting:
            _replace(self._kept(file), whole())
        else:
            self._put(file, waiting)

    def deleted(self, file: Path) -> None:
        """A file is gone."""
        self._unsynced.pop(file, None)
        self._kept(file).unlink(missing_ok=True)

    def full_now(self) -> bool:
        """Whether there is no room."""
        return self.full.exists()

    def _kept(self, file: Path) -> Path:
        return self.kept / file.relative_to(self.live)

    def _put(self, file: Path, writes: list[tuple[int, bytes | None]]) -> None:
        target = self._kept(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            for offset, data in writes:
                if data is None:
                    os.ftruncate(handle, offset)
                else:
                    os.pwrite(handle, data, offset)
        finally:
            os.close(handle)


def cut_power(live: Path, kept: Path) -> None:
    """What a machine finds after the power came back: the platter. Only while no process has the folder in use."""
    shutil.rmtree(live)
    shutil.copytree(kept, live)


def attach(platter: Platter) -> None:
    """From now on every database below the platter's folder, and every `os.fsync`, goes through it."""
    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))  # None: built into the interpreter itself
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    _keep_alive.extend([_watch_open(vfs, platter), _watch_delete(vfs, platter)])
    _watch_fsync(platter)


_keep_alive: list[object] = []  # what C calls back must not be collected
_files: dict[int, Path] = {}  # by the address of SQLite's file


def _watch_open(vfs: _Vfs, platter: Platter) -> object:
    plain = _Open(ctypes.cast(vfs.xOpen, ctypes.c_void_p).value or 0)
    watched: dict[int, _Methods] = {}  # by the address of the methods they replace

    def opens(this: int, name: int, file: int, flags: int, out: "ctypes._Pointer[ctypes.c_int]") -> int:
        result: int = plain(this, name, file, flags, out)
        if result != _OK or not flags & (_MAIN | _WAL) or not name:
            return result
        path = Path(os.fsdecode(ctypes.string_at(name)))
        if not path.is_relative_to(platter.live):
            return result
        _files[file] = path
        platter.begins(path)
        methods = ctypes.cast(file, ctypes.POINTER(ctypes.POINTER(_Methods)))
        original = ctypes.addressof(methods.contents.contents)
        if original not in watched:
            watched[original] = _watching(methods.contents.contents, platter)
        methods[0] = ctypes.pointer(watched[original])
        return result

    vfs.xOpen = _Open(opens)
    return (plain, vfs.xOpen, watched)


def _watching(methods: _Methods, platter: Platter) -> _Methods:
    """The same methods, with what changes the disk looked at."""
    copy = _Methods()
    ctypes.memmove(ctypes.addressof(copy), ctypes.addressof(methods), ctypes.sizeof(_Methods))
    read, write, truncate, sync, size = (
        kind(ctypes.cast(plain, ctypes.c_void_p).value or 0)
        for kind, plain in (
            (_Read, methods.xRead),
            (_Write, methods.xWrite),
            (_Truncate, methods.xTruncate),
            (_Sync, methods.xSync),
            (_Size, methods.xFileSize),
        )
    )

    def whole(file: int) -> bytes:
        length = ctypes.c_int64()
        size(file, ctypes.byref(length))
        buffer = ctypes.create_string_buffer(length.value)
        read(file, ctypes.addressof(buffer), length.value, 0)
        return buffer.raw

    def writes(file: int, data: int, length: int, offset: int) -> int:
        if platter.full_now():
            return _FULL
        result: int = write(file, data, length, offset)
        if result == _OK:
            platter.wrote(_files[file], offset, ctypes.string_at(data, length))
        return result

    def truncates(file: int, size: int) -> int:
        result: int = truncate(file, size)
        if result == _OK:
            platter.wrote(_files[file], size, None)
        return result

    def syncs(file: int, flags: int) -> int:
        result: int = sync(file, flags)
        if result == _OK:
            platter.synced(_files[file], lambda: whole(file))
        return result

    copy.xWrite, copy.xTruncate, copy.xSync = _Write(writes), _Truncate(truncates), _Sync(syncs)
    _keep_alive.extend([read, write, truncate, sync, size, copy])
    return copy


def _watch_delete(vfs: _Vfs, platter: Platter) -> object:
    plain = _Delete(ctypes.cast(vfs.xDelete, ctypes.c_void_p).value or 0)

    def deletes(this: int, name: bytes, sync: int) -> int:
        result: int = plain(this, name, sync)
        path = Path(os.fsdecode(name))
        if result == _OK and path.is_relative_to(platter.live):
            platter.deleted(path)
        return result

    vfs.xDelete = _Delete(deletes)
    return (plain, vfs.xDelete)


def _watch_fsync(platter: Platter) -> None:
    """Files that are synced from Python: their bytes, and the names in a folder that is synced."""
    plain = os.fsync
    bytes_of: dict[int, bytes] = {}  # by inode

    def fsync(fd: "int | HasFileno") -> None:
        handle = fd if isinstance(fd, int) else fd.fileno()
        if platter.full_now():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        plain(handle)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if not path.is_relative_to(platter.live):
            return
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            with os.scandir(path) as entries:
                synced = {entry.name: bytes_of[entry.inode()] for entry in entries if entry.inode() in bytes_of}
            for name, content in synced.items():
                kept = platter.kept / path.relative_to(platter.live) / name
                if not kept.exists():
                    _replace(kept, content)
        else:
            bytes_of[os.fstat(handle).st_ino] = path.read_bytes()

    os.fsync = fsync


def _replace(kept: Path, content: bytes) -> None:
    """At once or not at all: a process that is killed half way leaves what was synced before."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_name(kept.name + ".new")
    new.write_bytes(content)
    new.replace(kept)

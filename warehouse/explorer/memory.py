"""What the C library keeps of memory that was given free: less, where it is glibc; elsewhere nothing is done."""

from __future__ import annotations

import ctypes

ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
ARENAS = 2  # one a thread otherwise, up to eight a processor: each keeps what its thread once needed


def _library() -> ctypes.CDLL | None:
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None


def share_arenas() -> None:
    """Let all threads take memory from the same few stores; to be called before there are many threads."""
    if library := _library():
        library.mallopt(ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give the system what is free, when much has become so."""
    if library := _library():
        library.malloc_trim(0)

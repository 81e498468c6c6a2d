"""Memory goes back to the system after a big file, and with it the cells that were remembered while it was read."""

import ctypes
import gc
import sys

import pyarrow as pa

from data.terms import memo


def give_back() -> None:
    """Forget cells of the file, NIPs among them; empty Arrow's pool and the C library's arenas, which else keep what
    a big file left until the process ends. What points at itself goes now, not when the collector next comes by."""
    memo.forget()
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not every C library has it
        if trim is not None:
            trim(0)

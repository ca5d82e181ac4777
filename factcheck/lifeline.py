"""A process that is asked to end when the one that started it dies, even by kill -9."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent() -> None:
    """Linux only; elsewhere the next start says who still holds the port."""
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() == 1:
        # The parent was gone before the kernel knew of our wish.
        os.kill(os.getpid(), signal.SIGTERM)

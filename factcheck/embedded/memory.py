"""How much memory PostgreSQL may take for itself on this machine."""

import os
from pathlib import Path

MB = 1024 * 1024
# A container may have less than its machine [Linux control groups, version 2 and 1].
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
# A fifth of what there is keeps the pages that readers ask for; beyond this more brought nothing.
_SHARE, _LEAST, _MOST = 5, 128 * MB, 2048 * MB


def memory_here() -> int:
    """Bytes of memory that this machine, or this container, has."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in _LIMITS:
        text = limit.read_text().strip() if limit.is_file() else ""
        if text.isdecimal():
            found.append(int(text))
    return min(found)


def settings_for(memory: int) -> list[str]:
    """Lines of postgresql.conf for a machine with so many bytes, which PostgreSQL shares with the desk."""
    shared = min(max(memory // _SHARE, _LEAST), _MOST)
    return [
        f"shared_buffers = {shared // MB}MB",
        # What the operating system keeps of files, for the planner to reckon with.
        f"effective_cache_size = {max(memory // 2, 2 * _LEAST) // MB}MB",
    ]

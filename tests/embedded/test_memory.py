"""PostgreSQL takes a share of what memory there is, within bounds."""

import pytest

from factcheck.embedded.memory import MB, memory_here, settings_for


@pytest.mark.parametrize(
    ("memory", "shared", "cached"), [(0, 128, 256), (512, 128, 256), (4096, 819, 2048), (65536, 2048, 32768)]
)
def test_a_small_machine_keeps_most_for_itself(memory: int, shared: int, cached: int) -> None:
    assert settings_for(memory * MB) == [
        f"shared_buffers = {shared}MB",
        f"effective_cache_size = {cached}MB",
    ]


def test_memory_is_found() -> None:
    assert memory_here() > 64 * MB

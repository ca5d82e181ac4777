"""The site's own absolute addresses, as files for machines carry them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Site:
    """base_url: scheme and host, nothing after them."""

    name: str
    base_url: str

    def at(self, path: str) -> str:
        return self.base_url + path

    def claim(self, code: str) -> str:
        return f"{self.base_url}/claims/{code}/"

    def claim_json(self, code: str) -> str:
        return f"{self.base_url}/claims/{code}.json"

    def card(self, code: str) -> str:
        return f"{self.base_url}/claims/{code}/card.png"

    def embed(self, code: str) -> str:
        return f"{self.base_url}/claims/{code}/embed/"

    def source(self, slug: str) -> str:
        return f"{self.base_url}/sources/{slug}/"

    def topic(self, slug: str) -> str:
        return f"{self.base_url}/topics/{slug}/"

    def article(self, pk: int) -> str:
        return f"{self.base_url}/articles/{pk}/"

    def tag(self, at: datetime, what: str) -> str:
        """An id for good [RFC 4151]: `tag:facts.example,2026-11-23:ledger/7`."""
        return f"tag:{urlsplit(self.base_url).hostname},{at.astimezone(UTC):%Y-%m-%d}:{what}"


def moment_text(moment: datetime | None) -> str | None:
    """A moment as our CSV files write it: UTC, so exact that it can be given back as `as_of`."""
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"

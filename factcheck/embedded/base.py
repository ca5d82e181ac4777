"""The Django database engine `factcheck.embedded`: PostgreSQL that is there when it is first needed."""

import os
from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import client

from factcheck.embedded.binaries import packaged
from factcheck.embedded.cluster import Cluster
from factcheck.embedded.desk import cluster_of
from factcheck.postgresql import base


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the psql of the package."""

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.attach()  # type: ignore[attr-defined]
        DatabaseClient.executable_name = str(packaged().tool("psql"))
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Nothing starts until the first connection, so commands without a database stay quick."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        self.attach()
        return super().get_connection_params()

    def attach(self) -> Cluster:
        cluster = cluster_of(
            self.settings_dict["STATE_DIR"], throwaway=self.settings_dict.get("THROWAWAY", False)
        )
        self.settings_dict["HOST"] = os.fspath(cluster.places.sockets)
        return cluster

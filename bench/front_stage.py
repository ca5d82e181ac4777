"""What bench.front plays on: PostgreSQL, pgbouncer, two web processes and nginx, on this machine's loopback.

nginx and pgbouncer run with the very files that docs/scaling.md hands out; only names, addresses and paths in
them are exchanged for those of this trial. Where root runs it, they run as the account of PostgreSQL.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.own_desk import environment

DOCS = Path(__file__).parent.parent / "docs"
WEB_ROLE, OWNER_ROLE = "factcheck_web", "factcheck_owner"
PATIENCE_SECONDS = 300
# Below this one pgbouncer keeps no plans: the line of the configuration is unknown to it.
KEEPS_PLANS = (1, 22)
AROUND = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 2;
events {{ worker_connections 2048; }}
http {{
    log_format trial '$status $upstream_cache_status $upstream_addr $request_method $request_uri';
    access_log {folder}/access.log trial;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/html html; text/css css; text/javascript js; font/woff2 woff2; image/svg+xml svg; }}
    include {folder}/site.conf;
}}
"""


class Missing(Exception):
    """A program that the trial needs is not installed."""


class NotSo(Exception):
    """A part of the stage did not come up."""


class Stage:
    """Begin with begin(), end with end(); in between each part can be killed and brought back."""

    def __init__(self, folder: Path, *, pgbouncer: str, keeps_plans: bool) -> None:
        from factcheck.embedded import cluster_of
        from factcheck.embedded.account import service_account

        self.keeps_plans = keeps_plans
        self.programs = {name: found(name) for name in ("nginx", pgbouncer)}
        self.nginx_program, self.pgbouncer_program = self.programs.values()
        self.folder = folder
        self.account = service_account()
        self.primary = cluster_of(folder / "primary")
        self.ports = tuple(free_port() for _ in range(4))
        self.webs: dict[int, subprocess.Popen[bytes]] = {}
        self._nginx: subprocess.Popen[bytes] | None = None
        self._pgbouncer: subprocess.Popen[bytes] | None = None
        for name in ("nginx", "pooler"):
            self.account.own(folder / name)

    @property
    def web_ports(self) -> tuple[int, ...]:
        return self.ports[:2]

    @property
    def https(self) -> str:
        """The address that readers use."""
        return f"https://localhost:{self.ports[2]}"

    @property
    def certificate(self) -> str:
        return str(self.folder / "site.pem")

    @property
    def pooled_url(self) -> str:
        return self.pooled(WEB_ROLE)

    def pooled(self, role: str) -> str:
        folder = quote(str(self.folder / "pooler"), safe="")
        return f"postgresql://{role}@/factcheck?host={folder}&port=6432"

    def begin(self) -> None:
        with self.asking(direct=True, user="postgres") as one:
            # What the desk says when it starts without them.
            for name, value in limits().items():
                one.execute(f"ALTER ROLE {WEB_ROLE} SET {name} = '{value}'")
        self.start_pgbouncer()
        for port in self.web_ports:
            self.start_web(port)
        self._start_nginx()

    def end(self) -> None:
        for process in (self._nginx, *self.webs.values(), self._pgbouncer):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(60)
        self.primary.leave()

    @contextmanager
    def asking(self, *, direct: bool = False, user: str = WEB_ROLE) -> Iterator[psycopg.Connection]:
        """A client of the database, by the pooler or past it."""
        url = self.primary.url(user) if direct else self.pooled_url
        with psycopg.connect(url, autocommit=True, prepare_threshold=None, connect_timeout=20) as one:
            yield one

    # --- pgbouncer -------------------------------------------------------------------------------------

    def start_pgbouncer(self) -> None:
        folder = self.folder / "pooler"
        text = (DOCS / "pgbouncer.ini").read_text(encoding="utf-8")
        exchanged = {
            "host=10.0.0.20 port=5432": f"host={self.primary.places.sockets}",
            # No port of this machine: the socket's folder is closed to others, so nobody has to be asked who
            # they are. The embedded server knows pgbouncer by its account.
            "listen_addr = 127.0.0.1\n": f"unix_socket_dir = {folder}\nlogfile = {folder}/log.txt\n",
            "auth_type = scram-sha-256": "auth_type = trust",
            "/etc/pgbouncer/userlist.txt": f"{folder}/users.txt",
        }
        if not self.keeps_plans:
            zero = (
                "max_prepared_statements = 0\n" if version_of(self.pgbouncer_program) >= KEEPS_PLANS else ""
            )
            exchanged["max_prepared_statements = 200\n"] = zero
        (folder / "users.txt").write_text(f'"{WEB_ROLE}" ""\n"{OWNER_ROLE}" ""\n')
        (folder / "pgbouncer.ini").write_text(filled_in(text, exchanged))
        self._readable(folder)
        with (self.folder / "pgbouncer.log").open("ab") as output:
            self._pgbouncer = self.account.spawn([self.pgbouncer_program, folder / "pgbouncer.ini"], output)
        until(lambda: self._pooler_answers(), "pgbouncer")

    def _pooler_answers(self) -> bool:
        try:
            with self.asking() as one:
                one.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    # --- the web processes ------------------------------------------------------------------------------

    def environment(self, port: int, **besides: str) -> dict[str, str]:
        return environment(
            STATE_DIR=self.folder / f"web{port}", PORT=port, BASE_URL=self.https,
            SECRET_KEY="of a trial, and known to all " * 3, LEDGER_KEY_FILE=self.folder / "ledger.key",
            DATABASE_OWNER_URL=self.primary.url(OWNER_ROLE), DATABASE_URL=self.pooled_url,
            DATABASE_PREPARE="true" if self.keeps_plans else "false", FETCH_URLS="false",
            DJANGO_SETTINGS_MODULE="factcheck.settings",
        ) | besides  # fmt: skip

    def start_web(self, port: int) -> None:
        with (self.folder / f"web{port}.log").open("ab") as log:
            self.webs[port] = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--workers", "1"],
                env=self.environment(port), cwd=DOCS.parent, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        until(lambda: status_of(f"http://localhost:{port}/readyz") == 200, f"the web process of port {port}")

    def kill_web(self, port: int) -> None:
        """kill -9 for a desk and all that it has begun."""
        kill(psutil.Process(self.webs[port].pid))
        self.webs[port].wait()

    def run(self, *words: str, **besides: str) -> subprocess.CompletedProcess[str]:
        """A command of the desk, by the pooler. besides: what its environment has otherwise."""
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=DOCS.parent, capture_output=True, text=True,
            env=self.environment(free_port(), **besides), timeout=2 * PATIENCE_SECONDS, check=False,
        )  # fmt: skip

    # --- PostgreSQL -------------------------------------------------------------------------------------

    def kill_postgresql(self) -> None:
        first = (self.primary.places.data / "postmaster.pid").read_text().split("\n", 1)[0]
        kill(psutil.Process(int(first)))

    # --- nginx ------------------------------------------------------------------------------------------

    def _start_nginx(self) -> None:
        folder = self.folder / "nginx"
        make_certificate(self.folder / "site.pem", self.folder / "site.key")
        for name in ("site.pem", "site.key"):
            shutil.copy(self.folder / name, folder / name)
        text = (DOCS / "nginx.conf").read_text(encoding="utf-8")
        exchanged = {
            "/var/cache/nginx/desk": f"{folder}/cache",
            "server 10.0.0.11:8000;": f"server 127.0.0.1:{self.ports[0]};",
            "server 10.0.0.12:8000;": f"server 127.0.0.1:{self.ports[1]};",
            "listen 80;": f"listen 127.0.0.1:{self.ports[3]};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.ports[2]} ssl;",
            "/etc/ssl/facts.example.org.pem": f"{folder}/site.pem",
            "/etc/ssl/facts.example.org.key": f"{folder}/site.key",
            "server_name facts.example.org;": "server_name localhost;",
        }
        (folder / "site.conf").write_text(filled_in(text, exchanged))
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
        self._readable(folder)
        with (self.folder / "nginx.log").open("ab") as output:
            self._nginx = self.account.spawn([self.nginx_program, "-c", folder / "nginx.conf"], output)
        until(lambda: status_of(f"{self.https}/healthz", self.certificate) == 200, "nginx")

    def served_by(self) -> list[str]:
        """Which web process each request so far went to; "-" where nginx had the page."""
        lines = (self.folder / "nginx" / "access.log").read_text().splitlines()
        return [line.split(" ")[2] for line in lines]

    def _readable(self, folder: Path) -> None:
        for path in folder.iterdir():
            if path.is_file() and self.account.is_other:
                shutil.chown(path, self.account.uid, self.account.gid)

    def last_words(self) -> Iterator[str]:
        for log in (*self.folder.glob("*.log"), self.folder / "nginx" / "error.log"):
            if log.exists() and (lines := log.read_text(errors="replace").splitlines()):
                yield from (f"The last lines of {log.name}:", *(f"  {line}" for line in lines[-15:]))


def found(program: str) -> str:
    """Where a program is. Raises Missing."""
    path = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin:/sbin")
    if path is None:
        raise Missing(
            f"{program} is not installed. This trial needs nginx, pgbouncer and wrk; "
            "Debian's packages are called so."
        )
    return path


def version_of(pgbouncer: str) -> tuple[int, ...]:
    told = subprocess.run([pgbouncer, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(map(int, re.findall(r"\d+", told.splitlines()[0])))


def limits() -> Mapping[str, str]:
    from factcheck.management.pooler import LIMITS

    return LIMITS


def filled_in(text: str, exchanged: Mapping[str, str]) -> str:
    """A configuration as it is handed out, with what is another's own exchanged for ours."""
    for theirs, ours in exchanged.items():
        if theirs not in text:
            raise NotSo(f"The configuration in docs/ has no {theirs.strip()!r} any more.")
        text = text.replace(theirs, ours)
    return text


def make_certificate(certificate: Path, key_file: Path) -> None:
    """For localhost, by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    hosts = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=2)).add_extension(hosts, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key_file.touch(mode=0o600)
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def kill(head: psutil.Process) -> None:
    for process in (head, *head.children(recursive=True)):
        process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status_of(address: str, certificate: str = "") -> int:
    """0 where nobody answers."""
    try:
        return requests.get(address, timeout=60, verify=certificate or True).status_code
    except requests.RequestException:
        return 0


def until(fact: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> float:
    """Wait for a fact, and return how many seconds it took. Raises NotSo."""
    began = time.perf_counter()
    while not fact():
        if time.perf_counter() - began > seconds:
            raise NotSo(f"{what}: waited in vain for {seconds:.0f} s")
        time.sleep(0.05)
    return time.perf_counter() - began

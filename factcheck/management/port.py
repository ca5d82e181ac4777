"""Whether the web server can have its port, and if not, who has it."""

import errno
import socket

import psutil
from django.core.management.base import CommandError


def refuse_taken_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise CommandError(f"HOST={host} is no address of this machine.") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CommandError(reason(error, host, port)) from None


def reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by {holder(port)}. Stop that, "
            f"or choose another port, for example: make run PORT={port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is for administrators only. Choose one above 1023: make run PORT=8000"
    return f"HOST={host} is no address of this machine."


def holder(port: int) -> str:
    try:
        for held in psutil.net_connections("tcp"):
            if held.status == psutil.CONN_LISTEN and held.laddr[1:] == (port,) and held.pid:
                command = " ".join(psutil.Process(held.pid).cmdline())
                return f"process {held.pid} ({command[:100]})"
    except psutil.Error:
        pass  # Only root may look at other people's processes.
    return "another process"

"""Starts and ends the server that the clients talk to.

TABLEROCK_SERVER is its command (default: the release build's `tablerock serve`); the flags --port 0 and --in-memory or
--data are added, and the line `listening on http://…` tells the address. Where {port} stands in the command, nothing is
added: a free port is put in and the server is ready when that port accepts (for other servers of the same API).
TABLEROCK_ENDPOINT is the address of one that runs already; then nothing is started, and nothing can be restarted.
"""
import os
import re
import shlex
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 20
STOP_SECONDS = 10


def command():
    return shlex.split(os.environ.get("TABLEROCK_SERVER", f"{shlex.quote(str(ROOT / 'build/release/tablerock'))} serve"))


def program():
    return command()[0]


class Server:
    """One server process. `data` is its directory; None keeps everything in memory. `flags` are added to its command;
    `arguments` stand in for all of them, and are run in `folder`. Restarted with start() after an end."""

    def __init__(self, data=None, flags=(), arguments=None, folder=None, environment=None):
        self.data = data
        self.endpoint = None
        self.output = []
        self._flags, self._arguments, self._folder = list(flags), arguments, folder
        self._environment = {**os.environ, **(environment or {})}
        self._process = None

    def start(self):
        """Returns when the server accepts requests; raises RuntimeError with its output if it does not come up."""
        running = os.environ.get("TABLEROCK_ENDPOINT")
        if running:
            self.endpoint = running.rstrip("/")
            return self
        port = _free_port() if "{port}" in " ".join(command()) else None
        arguments = [part.replace("{port}", str(port)) for part in command()]
        if self._arguments is not None:
            arguments = [program(), *self._arguments]
        elif port is None:
            arguments += ["--port", "0", *(["--data", str(self.data)] if self.data else ["--in-memory"]), *self._flags]
        self.output, self.endpoint = [], None
        self._process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                         cwd=self._folder, env=self._environment)
        ready = threading.Event()
        threading.Thread(target=self._read_output, args=(ready,), daemon=True).start()
        if port is None:
            up = ready.wait(READY_SECONDS) and self.endpoint is not None
        else:
            self.endpoint = f"http://127.0.0.1:{port}"
            up = _accepts(port, READY_SECONDS)
        if not up:
            self.kill()
            raise RuntimeError(f"the server does not come up: {arguments}\n{''.join(self.output)}")
        return self

    def stop(self):
        """SIGTERM. Returns the exit status and the seconds that it took."""
        return self._end(signal.SIGTERM)

    def kill(self):
        """kill -9: what was acknowledged has to be there when it starts again."""
        return self._end(signal.SIGKILL)

    def _end(self, number):
        if self._process is None:
            return 0, 0.0
        process, self._process = self._process, None
        began = time.monotonic()
        process.send_signal(number)
        try:
            status = process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        return status, time.monotonic() - began

    def _read_output(self, ready):
        for line in self._process.stdout:
            self.output.append(line)
            address = re.search(r"listening on (http://\S+)", line)
            if address and self.endpoint is None:
                self.endpoint = address.group(1).rstrip("/")
                ready.set()
        ready.set()


def can_restart():
    return "TABLEROCK_ENDPOINT" not in os.environ and "{port}" not in os.environ.get("TABLEROCK_SERVER", "")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _accepts(port, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False

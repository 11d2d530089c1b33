#!/usr/bin/env python3
"""How long do a start and a stop take?

    start_stop.py --server "memory=build/release/tablerock serve --in-memory --port {port}" \\
                  --server "disk=build/release/tablerock serve --data {dir} --port {port}" [--peers] [--items 100000]

  start        from the start of the process to the first answer, with no data; --rounds times, the servers in turns
  idle         resident memory then
  stop behind  from SIGTERM right behind the last write of --items items of about 1 KB, with an index that projects ALL, to the
               end of the process; megabytes of log that it leaves, and the start on them
  stopped      start on the same after a clean stop, --rounds times
  killed       the same after kill -9 right behind the last write: what the log has is replayed; megabytes of log, and the
               milliseconds each of them takes beyond the start after a clean stop
  stop         from SIGTERM to the end of the process while wrk writes through 16 connections; median and longest
Servers with {dir} in their command are started on the directory again. Only the first two are measured of peers. {port} and
{dir} as in compare.py. Needs wrk. Talks to 127.0.0.1 only.
"""
import argparse, os, shutil, signal, statistics, subprocess, sys, time
from pathlib import Path

from compare import HERE, peers
from growth import GrowingServer, restart


def start_all(servers, rounds):
    starts, idle = {server.name: [] for server in servers}, {server.name: [] for server in servers}
    for _ in range(rounds):
        for server in servers:
            server.start()
            starts[server.name].append(server.start_ms)
            time.sleep(0.05)  # what a start leaves to the background is to be in its memory
            idle[server.name].append(server.rss_mb())
            server.stop()
            shutil.rmtree(server.dir, ignore_errors=True)
    for server in servers:
        print(f"{server.name:16} start {statistics.median(starts[server.name]):8.1f} ms, least {min(starts[server.name]):8.1f}"
              f"   idle {statistics.median(idle[server.name]):6.1f} MB", flush=True)


def kill(server):
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()


def log_mb(server):
    return sum(file.stat().st_size for file in Path(server.dir).rglob("*.log")) / 2**20


def timed_stop(server):
    """Milliseconds from SIGTERM to the end of the process. Waits without a time-out, which Python would wait for in steps."""
    began = time.perf_counter()
    os.kill(server.process.pid, signal.SIGTERM)
    server.process.wait()
    return (time.perf_counter() - began) * 1e3


def start_again_all(server, items, rounds):
    server.start()
    server.load(items)
    stop_ms = timed_stop(server)
    left = log_mb(server)
    print(f"{server.name:16} {items:,} items: stop behind the load {stop_ms:6.1f} ms, {left:.1f} MB of log left, next start {restart(server):6.1f} ms")
    stopped = statistics.median(restart(server) for _ in range(rounds))
    shutil.rmtree(server.dir)
    server.start()
    server.load(items)
    kill(server)
    log = log_mb(server)
    killed = restart(server)
    shutil.rmtree(server.dir)
    a_mb = f", {(killed - stopped) / log:.1f} ms a MB" if log >= 1 else ""
    print(f"{server.name:16} {items:,} items: stopped {stopped:6.1f} ms   killed {killed:6.1f} ms, {log:.1f} MB of log{a_mb}", flush=True)


def stop_under_load(server, items, rounds):
    stops = []
    for round_ in range(rounds):
        server.start()
        server.load(items)
        wrk = subprocess.Popen(["wrk", "-t1", "-c16", "-d10s", "-s", str(HERE / "request.lua"), f"http://127.0.0.1:{server.port}/", "--",
                                ("PutItem", "UpdateItem", "TransactWriteItems")[round_ % 3], str(items), str(round_)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)
        stops.append(timed_stop(server))
        wrk.terminate()
        wrk.wait()
        shutil.rmtree(server.dir, ignore_errors=True)
    print(f"{server.name:16} stop under load: {statistics.median(stops):6.1f} ms, longest {max(stops):6.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", required=True, help="NAME=COMMAND")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    servers = [GrowingServer(*entry.split("=", 1)) for entry in args.server]
    start_all(servers + [*(peers() if args.peers else ())], args.rounds)
    for server in servers:
        if "{dir}" in server.command:
            start_again_all(server, args.items, args.rounds)
        stop_under_load(server, 5_000, args.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())

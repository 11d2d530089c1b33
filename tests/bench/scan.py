#!/usr/bin/env python3
"""How many items a second does a Scan of the whole table give, and what does an item cost the server?

    scan.py --server "memory=build/release/tablerock serve --in-memory --port {port}" [--peers] [--items 20000] [--rounds 5]

compare.py decodes each page, which takes Python longer than a quick server needs to make one; here a page is looked at only
for its Count and its LastEvaluatedKey. Rounds alternate over the servers. Printed: medians of items a second over all pages,
and of the server's CPU microseconds an item. {port}, {dir} and --peers as in compare.py. Talks to 127.0.0.1 only.
"""
import argparse, json, re, statistics, sys, time

from compare import Server, peers
from latency import Caller, last_key

COUNT = re.compile(rb'"Count": ?(\d+)')
CPU_SECONDS = 1  # at least so much scanning for one figure: the kernel counts CPU time in hundredths of a second


def scan(server):
    """Items a second and CPU microseconds an item, over as many Scans as take a while."""
    call, items = Caller(server.port), 0
    began, cpu = time.perf_counter(), server.cpu_seconds()
    while time.perf_counter() - began < CPU_SECONDS:
        start = None
        while True:
            page = call("Scan", {"TableName": "bench", **({"ExclusiveStartKey": start} if start else {})})
            items += int((COUNT.search(page, max(0, len(page) - 4096)) or COUNT.search(page)).group(1))
            start = last_key(page)
            if not start:
                break
    return items / (time.perf_counter() - began), (server.cpu_seconds() - cpu) / items * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", default=[], help="NAME=COMMAND")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--items", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    servers = [Server(*server.split("=", 1)) for server in args.server] + (list(peers()) if args.peers else [])
    figures = {server.name: [] for server in servers}
    for server in servers:
        server.start()
        server.load(args.items)
    for _ in range(args.rounds):
        for server in servers:
            figures[server.name].append(scan(server))
    for server in servers:
        rate, cpu = (statistics.median(values) for values in zip(*figures[server.name]))
        print(f"{server.name:20}{rate:12,.0f} items/s{cpu:10.2f} us of CPU an item")
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

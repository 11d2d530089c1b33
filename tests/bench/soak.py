#!/usr/bin/env python3
"""Full load for some minutes, and whether memory stays where it was after the first.

    soak.py --server "memory=build/release/tablerock serve --in-memory --port {port}" \\
            --server "disk=build/release/tablerock serve --data {dir} --port {port}" [--minutes 10]

Each server is loaded with --items items and then gets wrk's mix of operations (request.lua), one after the other without a
pause, with --connections connections: reads, writes of items that are there already, queries, transactions and batches of a
bounded set of keys, so that what is stored does not grow by itself. Resident memory is sampled each second; it goes up and down
with memtables and merges, so what is compared is the median of a minute, which has each operation several times. Printed: after
the load, the minute behind the first one, the highest since, and the last minute; requests, and errors, of which there should be
none; and below it the median of each minute. The exit status is 1 if the last is more than --tolerance above the one behind the
first. {port} and {dir} as in compare.py. Needs wrk. Talks to 127.0.0.1 only.
"""
import argparse, shutil, statistics, sys, threading, time

from compare import Server

# What the mix consists of. BatchWriteItem writes keys that depend on the random number, below --items of them.
MIX = ["GetItem", "PutItem", "UpdateItem", "Query", "QueryIndex", "TransactWriteItems"]
MINUTE_SECONDS = 60


class Samples:
    """Resident memory of a server, each second, with the seconds since the begin."""

    def __init__(self, server):
        self.server, self.values, self.ended = server, [], threading.Event()
        self.began = time.monotonic()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.ended.wait(1):
            self.values.append((time.monotonic() - self.began, self.server.rss_mb()))

    def end(self):
        self.ended.set()
        self.thread.join()

    def minutes(self):
        """The median of each whole minute, the first one first."""
        count = int(self.values[-1][0] // MINUTE_SECONDS)
        return [statistics.median(rss for when, rss in self.values if int(when // MINUTE_SECONDS) == minute) for minute in range(count)]

    def highest_after(self, second):
        return max(rss for when, rss in self.values if when > second)


def soak(server, args):
    """(resident MB in the minute behind the first, in the last; errors)."""
    server.start()
    try:
        server.load(args.items)
        loaded = server.rss_mb()
        samples, requests, errors, slice_number = Samples(server), 0, 0, 0
        seconds = args.minutes * MINUTE_SECONDS + 1  # the last minute is a whole one
        while time.monotonic() - samples.began < seconds:
            operation = MIX[slice_number % len(MIX)]
            result = server.wrk(operation, args.items, args.slice, args.connections, slice_number)
            requests, errors = requests + result["rate"] * args.slice, errors + result["errors"]
            slice_number += 1
        samples.end()
        minutes = samples.minutes()
        first, end = minutes[1], minutes[-1]
        print(f"{server.name:16} {loaded:10.1f} {first:14.1f} {samples.highest_after(MINUTE_SECONDS):10.1f} {end:10.1f} "
              f"{requests:14,.0f} {errors:8d}\n{'':16} by minute: {' '.join(f'{median:.1f}' for median in minutes)}", flush=True)
        return first, end, errors
    finally:
        server.stop()
        shutil.rmtree(server.dir, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", required=True, help="NAME=COMMAND")
    parser.add_argument("--minutes", type=int, default=10, help="3 at least")
    parser.add_argument("--items", type=int, default=20000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--slice", type=int, default=2, help="seconds of one operation at a time")
    parser.add_argument("--tolerance", type=float, default=0.1, help="of that minute's memory")
    args = parser.parse_args()
    print(f"{'MB resident':16} {'loaded':>10} {'second minute':>14} {'highest':>10} {'last':>10} {'requests':>14} {'errors':>8}", flush=True)
    failed = False
    for entry in args.server:
        first, end, errors = soak(Server(*entry.split("=", 1)), args)
        failed = failed or errors > 0 or end > first * (1 + args.tolerance)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

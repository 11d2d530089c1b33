#!/usr/bin/env python3
"""Full load for some minutes, and whether memory stays where it was after the first.

    soak.py --server "memory=build/release/tablerock serve --in-memory --port {port}" \\
            --server "disk=build/release/tablerock serve --data {dir} --port {port}" [--minutes 10]

Each server is loaded with --items items and then gets wrk's mix of operations (request.lua), one after the other without a
pause, with --connections connections: reads, writes of items that are there already, queries, transactions and batches of a
bounded set of keys, so that what is stored does not grow by itself. Resident memory is sampled each second; it goes up and down
with memtables and merges, so what is compared is the median of one turn of the mix, which has each operation once. Printed: after
the load, right behind the first minute, the highest since, and at the end; requests, and errors, of which there should be none;
and below it the median of each minute. The exit status is 1 if the end is more than --tolerance above what was behind the first
minute. {port} and {dir} as in compare.py. Needs wrk. Talks to 127.0.0.1 only.
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

    def median(self, begin, end):
        """Of the samples from the second `begin` to the second `end`."""
        return statistics.median(rss for when, rss in self.values if begin <= when < end)

    def highest_after(self, second):
        return max(rss for when, rss in self.values if when > second)


def soak(server, args):
    """(resident MB behind the first minute, at the end; errors)."""
    server.start()
    try:
        server.load(args.items)
        loaded = server.rss_mb()
        samples, requests, errors, slice_number = Samples(server), 0, 0, 0
        seconds, turn = args.minutes * MINUTE_SECONDS, len(MIX) * args.slice
        while time.monotonic() - samples.began < seconds:
            operation = MIX[slice_number % len(MIX)]
            result = server.wrk(operation, args.items, args.slice, args.connections, slice_number)
            requests, errors = requests + result["rate"] * args.slice, errors + result["errors"]
            slice_number += 1
        samples.end()
        first, end = samples.median(MINUTE_SECONDS, MINUTE_SECONDS + turn), samples.median(seconds - turn, seconds)
        minutes = [samples.median(begin, begin + MINUTE_SECONDS) for begin in range(0, seconds, MINUTE_SECONDS)]
        print(f"{server.name:16} {loaded:10.1f} {first:14.1f} {samples.highest_after(MINUTE_SECONDS):10.1f} {end:10.1f} "
              f"{requests:14,.0f} {errors:8d}\n{'':16} by minute: {' '.join(f'{median:.1f}' for median in minutes)}", flush=True)
        return first, end, errors
    finally:
        server.stop()
        shutil.rmtree(server.dir, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", required=True, help="NAME=COMMAND")
    parser.add_argument("--minutes", type=int, default=10, help="2 at least")
    parser.add_argument("--items", type=int, default=20000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--slice", type=int, default=2, help="seconds of one operation at a time")
    parser.add_argument("--tolerance", type=float, default=0.1, help="of the memory behind the first minute")
    args = parser.parse_args()
    if args.minutes < 2:
        parser.error("--minutes: 2 at least")
    print(f"{'MB resident':16} {'loaded':>10} {'first minute':>14} {'highest':>10} {'end':>10} {'requests':>14} {'errors':>8}", flush=True)
    failed = False
    for entry in args.server:
        first, end, errors = soak(Server(*entry.split("=", 1)), args)
        failed = failed or errors > 0 or end > first * (1 + args.tolerance)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

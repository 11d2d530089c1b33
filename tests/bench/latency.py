#!/usr/bin/env python3
"""How long a GetItem takes while a full Scan and a backfill run beside it.

    latency.py --server "memory=build/release/tablerock serve --in-memory --port {port}" \\
               --server "disk=build/release/tablerock serve --data {dir} --port {port}" [--items 1000000] [--connections 1,16]

Each server gets a table of --items items of about 1 KB. GetItem is then sent, by wrk as fast as it goes or with --rate by
paced_client at so many a second (build/release/tests/bench/paced_client; each request is measured from the moment at which it
was due), first alone, then with two processes beside it: one scans the whole table again and again, page after page; one makes
a global secondary index of all items, waits until it is filled, deletes it and makes it again. Rounds of both alternate.
Printed: the median and the 99th percentile of both, the ratio of the p99 with them to the p50 without (goal: 4 at most), the
pages that were scanned a second and the share of the time in which the index was being filled. wrk counts a stall for each
request that could have been sent meanwhile. It, the two processes and the server share the processors: where there are few,
waiting for one is part of what is measured. What that part is, the control shows: the same GetItem beside as many processes as there
are processors (--computing) that only compute and know nothing of the server. {port} and {dir} as in compare.py. Needs wrk. Talks to 127.0.0.1 only.
"""
import argparse, contextlib, http.client, json, multiprocessing, os, re, shutil, statistics, subprocess, sys, time
from pathlib import Path

from compare import HEADERS
from growth import GrowingServer

PACED_CLIENT = Path(__file__).resolve().parents[2] / "build/release/tests/bench/paced_client"

INDEX = "by-sk"
LAST_KEY = re.compile(rb'"LastEvaluatedKey":(\{(?:[^{}]|\{[^{}]*\})*\})')
POLL_SECONDS = 0.05


class Caller:
    """A connection that gives answers as bytes: decoding a megabyte costs Python more than scanning it costs a server."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def __call__(self, operation, body):
        self.connection.request("POST", "/", json.dumps(body), {**HEADERS, "X-Amz-Target": f"DynamoDB_20120810.{operation}"})
        response = self.connection.getresponse()
        data = response.read()
        if response.status != 200:
            raise RuntimeError(f"{operation}: {response.status} {data[:300]}")
        return data


def last_key(page):
    """LastEvaluatedKey of a page's bytes, or None. It stands at one of the ends."""
    found = LAST_KEY.search(page, max(0, len(page) - 4096)) or LAST_KEY.search(page[:4096])
    return json.loads(found.group(1)) if found else None


def scan_all(port, pages):
    """Counts its pages in `pages`, until it is ended."""
    call, start = Caller(port), None
    while True:
        page = call("Scan", {"TableName": "bench", **({"ExclusiveStartKey": start} if start else {})})
        start = last_key(page)
        pages.value += 1


def index_statuses(call):
    table = json.loads(call("DescribeTable", {"TableName": "bench"}))["Table"]
    return [index["IndexStatus"] for index in table.get("GlobalSecondaryIndexes", ())]


def fill_indexes(port, filling_seconds, filled):
    """Adds up in `filling_seconds` how long an index was being filled, and in `filled` how many were, until it is ended."""
    call = Caller(port)
    create = {"IndexName": INDEX, "KeySchema": [{"AttributeName": "sk", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}
    definitions = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")]
    while True:
        call("UpdateTable", {"TableName": "bench", "AttributeDefinitions": definitions,
                             "GlobalSecondaryIndexUpdates": [{"Create": create}]})
        last = time.monotonic()
        while index_statuses(call) != ["ACTIVE"]:
            time.sleep(POLL_SECONDS)
            filling_seconds.value += time.monotonic() - last
            last = time.monotonic()
        filled.value += 1
        call("UpdateTable", {"TableName": "bench", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": INDEX}}]})
        while index_statuses(call):
            time.sleep(POLL_SECONDS)


class Beside:
    """The Scan and the backfill, in processes of their own, while this is open. Leaves no index."""

    def __init__(self, port):
        self.port = port
        self.pages, self.filled = multiprocessing.Value("q", 0), multiprocessing.Value("q", 0)
        self.filling_seconds = multiprocessing.Value("d", 0.0)

    def __enter__(self):
        self.processes = [multiprocessing.Process(target=scan_all, args=(self.port, self.pages), daemon=True),
                          multiprocessing.Process(target=fill_indexes, args=(self.port, self.filling_seconds, self.filled), daemon=True)]
        for process in self.processes:
            process.start()
        time.sleep(0.5)
        if not all(process.is_alive() for process in self.processes):
            raise RuntimeError("a process beside the measurement has ended")
        self.began = time.monotonic()
        self.before = (self.pages.value, self.filling_seconds.value, self.filled.value)
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self.began
        self.alive = all(process.is_alive() for process in self.processes)
        for process in self.processes:
            process.terminate()
            process.join()
        call = Caller(self.port)
        while statuses := index_statuses(call):
            if statuses == ["ACTIVE"]:
                call("UpdateTable", {"TableName": "bench", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": INDEX}}]})
            time.sleep(POLL_SECONDS)

    def figures(self):
        if not self.alive:
            raise RuntimeError("a process beside the measurement has ended")
        return {"pages_s": (self.pages.value - self.before[0]) / self.seconds,
                "filling": min(1.0, (self.filling_seconds.value - self.before[1]) / self.seconds),
                "filled": self.filled.value - self.before[2]}


def compute():
    while True:
        pass


@contextlib.contextmanager
def computing(count):
    """As many processes that compute, while this is open."""
    processes = [multiprocessing.Process(target=compute, daemon=True) for _ in range(count)]
    for process in processes:
        process.start()
    time.sleep(0.5)
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def median_of(runs, name):
    return statistics.median(run[name] for run in runs)


def send_get_items(server, connections, seed, args):
    if not args.rate:
        return server.wrk("GetItem", args.items, args.seconds, connections, seed)
    sent = subprocess.run([args.paced_client, *map(str, (server.port, connections, args.rate, args.seconds, args.items, seed))],
                          capture_output=True, text=True, check=True).stdout.split()
    rate, p50, p99, p999, errors = (float(figure) for figure in sent[1:])
    return {"rate": rate, "p50_us": p50, "p99_us": p99, "p999_us": p999, "errors": int(errors)}


def measure(server, connections, args):
    alone, with_them, with_computing, beside_figures = [], [], [], []
    send_get_items(server, connections, 99, args)  # warms up
    for round_ in range(args.rounds):
        alone.append(send_get_items(server, connections, round_, args))
        with Beside(server.port) as beside:
            with_them.append(send_get_items(server, connections, round_, args))
        beside_figures.append(beside.figures())
        if args.computing:
            with computing(args.computing):
                with_computing.append(send_get_items(server, connections, round_, args))
    if any(run["errors"] for run in alone + with_them + with_computing):
        raise RuntimeError("GetItem had errors")
    ratio = median_of(with_them, "p99_us") / median_of(alone, "p50_us")
    print(f"{server.name:12} {connections:4d} connections   alone p50 {median_of(alone, 'p50_us'):6.0f} us, p99 {median_of(alone, 'p99_us'):6.0f} us"
          f"   beside them p50 {median_of(with_them, 'p50_us'):6.0f} us, p99 {median_of(with_them, 'p99_us'):6.0f} us   p99 beside / p50 alone {ratio:5.2f}"
          f"   ({median_of(beside_figures, 'pages_s'):.0f} pages/s, filling {median_of(beside_figures, 'filling'):.0%} of the time, {median_of(beside_figures, 'filled'):.0f} filled)", flush=True)
    if with_computing:
        control = median_of(with_computing, "p99_us")
        print(f"{'':12} control: beside {args.computing} processes that compute p50 {median_of(with_computing, 'p50_us'):6.0f} us, p99 {control:6.0f} us"
              f"   p99 / p50 alone {control / median_of(alone, 'p50_us'):5.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", required=True, help="NAME=COMMAND")
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", default="1,16")
    parser.add_argument("--computing", type=int, default=os.cpu_count(), help="processes of the control; 0 leaves it out")
    parser.add_argument("--rate", type=float, default=0, help="requests a second; as fast as it goes without")
    parser.add_argument("--paced-client", default=str(PACED_CLIENT))
    args = parser.parse_args()
    for entry in args.server:
        server = GrowingServer(*entry.split("=", 1))
        server.start()
        try:
            server.load_items(args.items)
            for connections in args.connections.split(","):
                measure(server, int(connections), args)
        finally:
            server.stop()
            shutil.rmtree(server.dir, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

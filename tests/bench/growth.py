#!/usr/bin/env python3
"""Does what is small stay small when a table is large?

    growth.py --server "disk=build/release/tablerock serve --data {dir} --port {port}" [--sizes 10000,1000000] [--rounds 5]

A fresh server for each size is loaded through BatchWriteItem; then they are measured in turns, with one connection and with wrk:
  GetItem, PutItem, a Query page of 20 items: the server's CPU microseconds a request, and the median latency of wrk, each
  once the server is at rest, so that what is left to do of the load and of the operation before is not counted; and the CPU
  until it is at rest again. Requests are for items of the whole table, and each PutItem changes its item (changing.lua): one
  that changes nothing is not written;
  switching a stream on and off, DeleteTable: milliseconds, one call each time (the table is loaded once, so the deletion is
  measured once); dropping a namespace with the same table in it, where the server can (with --control-api);
  resident memory after the load and at the end, size of the directory, and the start to the first answer on it, after a clean stop.
The last column is the ratio of the largest size to the smallest. {port} and {dir} as in compare.py; a server without {dir} keeps
its items in memory and is not started again. Needs wrk.
"""
import argparse, http.client, json, re, shutil, statistics, subprocess, sys, time
from pathlib import Path

from compare import HEADERS, HERE, Server

TABLE = {"TableName": "bench", "BillingMode": "PAY_PER_REQUEST",
         "AttributeDefinitions": [{"AttributeName": n, "AttributeType": "S"} for n in ("pk", "sk")],
         "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]}
BATCH = 25
REST_SECONDS_MAX = 60
QUIET_SECONDS = 3  # what was written last is flushed up to two seconds later


class GrowingServer(Server):
    """A server that is started several times, also on the directory that it had, and takes requests for a namespace."""

    def start(self):
        self.connection = None  # of the run before
        return super().start()

    def start_again(self):
        """Milliseconds to the first answer, on the directory of the run before."""
        kept = self.dir
        command, self.command = self.command, self.command.replace("{dir}", kept)
        try:
            self.start()
        finally:
            self.command = command
            if self.dir != kept:
                shutil.rmtree(self.dir, ignore_errors=True)
            self.dir = kept
        return self.start_ms

    def await_rest(self):
        """Until it uses no processor: less than 2 % of one in each of three seconds."""
        ends, quiet = time.monotonic() + REST_SECONDS_MAX, 0
        while time.monotonic() < ends:
            before = self.cpu_seconds()
            time.sleep(1)
            quiet = quiet + 1 if self.cpu_seconds() - before < 0.02 else 0
            if quiet == QUIET_SECONDS:
                return
        raise RuntimeError(f"{self.name} is not at rest after {REST_SECONDS_MAX} s")

    def run_load(self, operation, items, args, seed):
        """As wrk() of the base, with puts that change their items."""
        cpu = self.cpu_seconds()
        out = subprocess.run(["wrk", "-t1", f"-c{args.connections}", f"-d{args.seconds}s", "--timeout", "20s", "-s",
                              str(HERE / "changing.lua"), f"http://127.0.0.1:{self.port}/", "--", operation, str(items), str(seed)],
                             capture_output=True, text=True, check=True).stdout
        cpu = self.cpu_seconds() - cpu
        rate, p50, _, _, errors = re.search(r"^RESULT (.*)$", out, re.MULTILINE).group(1).split()
        return {"rate": float(rate), "cpu_us": cpu / (float(rate) * args.seconds) * 1e6, "p50_us": float(p50), "errors": int(errors)}

    def timed_ms(self, operation, body):
        began = time.perf_counter()
        self.call(operation, body)
        return (time.perf_counter() - began) * 1e3

    def load_items(self, items, path="/"):
        """A table of `items` items of about 1 KB, 100 to a partition, as request.lua asks for them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

        def send(operation, body):
            connection.request("POST", path, body, {**HEADERS, "X-Amz-Target": f"DynamoDB_20120810.{operation}"})
            response = connection.getresponse()
            data = response.read()
            if response.status != 200:
                raise RuntimeError(f"{operation}: {response.status} {data[:300]}")

        send("CreateTable", json.dumps(TABLE))
        filler, began = "x" * 900, time.perf_counter()
        for first in range(0, items, BATCH):
            puts = ",".join(f'{{"PutRequest":{{"Item":{{"pk":{{"S":"GRP#{n // 100}"}},"sk":{{"S":"{n:08d}"}},"n":{{"N":"{n}"}},'
                            f'"message":{{"S":"{filler}"}}}}}}}}' for n in range(first, min(first + BATCH, items)))
            send("BatchWriteItem", f'{{"RequestItems":{{"bench":[{puts}]}}}}')
        connection.close()
        return items / (time.perf_counter() - began)

    def drop_namespace(self, name):
        """Milliseconds, or None where the control API does not answer. A namespace that has nothing is dropped with 200 as well."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        began = time.perf_counter()
        connection.request("DELETE", f"/_tablerock/namespaces/{name}", headers={"Host": f"127.0.0.1:{self.port}"})
        response = connection.getresponse()
        response.read()
        return (time.perf_counter() - began) * 1e3 if response.status in (200, 204) else None


def directory_mb(path):
    return sum(file.stat().st_size for file in Path(path).rglob("*") if file.is_file()) / 2**20


def measure(servers, args):
    """Figures by size. The servers are measured in turns, so that what else the machine does falls on all alike."""
    figures = {items: {} for items in servers}
    try:
        for items, server in servers.items():
            print(f"loading {items:,} items", file=sys.stderr, flush=True)
            server.start()
            figures[items]["load, items/s"] = server.load_items(items)
            figures[items]["resident after the load, MB"] = server.rss_mb()
            if "{dir}" in server.command:
                server.stop()
                figures[items]["start to first answer, ms"] = statistics.median(restart(server) for _ in range(args.rounds))
                server.start_again()
        for operation in ("GetItem", "PutItem", "Query"):
            print(f"measuring {operation}", file=sys.stderr, flush=True)
            runs = measure_operation(servers, operation, args)
            for items in servers:
                for column in ("CPU us", "CPU us with what it leaves to do", "p50 us"):
                    figures[items][f"{operation}, {column}"] = statistics.median(run[column] for run in runs[items])
        for items, server in servers.items():
            measure_whole_tables(server, items, figures[items])
    finally:
        for server in servers.values():
            process = getattr(server, "process", None)
            if process and process.poll() is None:
                server.stop()
            if getattr(server, "dir", None):
                shutil.rmtree(server.dir, ignore_errors=True)
    return figures


def measure_operation(servers, operation, args):
    for items, server in servers.items():
        server.run_load(operation, items, args, 99)  # warms up; also what PutItem grows is then there
        server.await_rest()
    runs = {items: [] for items in servers}
    for round_ in range(args.rounds):
        for items, server in servers.items():
            before = server.cpu_seconds()
            run = server.run_load(operation, items, args, round_)
            if run["errors"]:
                raise RuntimeError(f"{operation} had errors")
            server.await_rest()
            requests = run["rate"] * args.seconds
            runs[items].append({"CPU us": run["cpu_us"], "p50 us": run["p50_us"],
                                "CPU us with what it leaves to do": (server.cpu_seconds() - before) / requests * 1e6})
    return runs


def measure_whole_tables(server, items, figures):
    figures["resident at the end, MB"] = server.rss_mb()
    figures["directory, MB"] = directory_mb(server.dir)
    stream = {"on": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}, "off": {"StreamEnabled": False}}
    for name, specification in stream.items():
        figures[f"stream {name}, ms"] = server.timed_ms("UpdateTable", {"TableName": "bench", "StreamSpecification": specification})
    figures["DeleteTable, ms"] = server.timed_ms("DeleteTable", {"TableName": "bench"})
    if server.drop_namespace("growth") is not None:
        server.load_items(items, "/ns/growth")
        figures["namespace drop, ms"] = server.drop_namespace("growth")


def restart(server):
    milliseconds = server.start_again()
    server.stop()
    return milliseconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True, help="NAME=COMMAND")
    parser.add_argument("--sizes", default="10000,1000000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8)
    args = parser.parse_args()
    sizes = sorted(int(size) for size in args.sizes.split(","))
    columns = measure({size: GrowingServer(*args.server.split("=", 1)) for size in sizes}, args)
    print(f"| | {' | '.join(f'{size:,} items' for size in sizes)} | ratio |\n|---|{'---|' * (len(sizes) + 1)}")
    for name, smallest in columns[sizes[0]].items():
        values = [columns[size].get(name) for size in sizes]
        shown = [f"{value:,.1f}" if value is not None else "" for value in values]
        ratio = f"{values[-1] / smallest:.2f}" if smallest and values[-1] is not None else ""
        print(f"| {name} | {' | '.join(shown)} | {ratio} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

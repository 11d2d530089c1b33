#!/usr/bin/env python3
"""Runs the cases against any endpoint of the DynamoDB API and lists where it differs. A second opinion, so the status is 0.

  conformance/run_cases.py --endpoint http://127.0.0.1:8001 [-k WORD]
"""
import argparse
import json
import sys

sys.dont_write_bytecode = True

from case_files import read_cases  # noqa: E402
from case_run import Caller, run_case  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description="Run the conformance cases against an endpoint and list where it differs.")
    parser.add_argument("--endpoint", required=True, help="such as http://127.0.0.1:8001")
    parser.add_argument("-k", metavar="WORD", default="", help="only the cases whose file or name has this word")
    arguments = parser.parse_args()
    cases = [case for case in read_cases() if arguments.k.lower() in case.id.lower()]
    caller = Caller(arguments.endpoint)
    differing, skipped = 0, 0
    for case in cases:
        if case.server:
            skipped += 1
            continue
        try:
            differences = run_case(case, caller)
        except (OSError, RuntimeError, LookupError, json.JSONDecodeError) as error:
            differences = [f"{type(error).__name__}: {error}"]
        if differences:
            differing += 1
            print(f"{case.id}\n  " + "\n  ".join(differences), flush=True)
    caller.close()
    print(f"{len(cases) - skipped} cases, {differing} differ, {skipped} left out that need flags of tablerock")


if __name__ == "__main__":
    main()

"""Adds up what scripts/test ran: the JUnit reports in a folder and the names of the steps that failed. Prints the failures and,
last, "N passed, N failed, N skipped": a step that failed counts as one, unless its report tells which of its tests did. Status 1
if anything failed.   Usage: summary.py FOLDER [FAILED_STEP…]"""
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

EXPECTED_REPORTS = ("ctest", "conformance")


def outcome(case):
    """ctest writes a `status` beside the elements, pytest the elements alone."""
    if case.get("status") == "fail" or case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
        return "skipped"
    return "passed"


def main(folder, failed_steps):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    told = set()
    for name in EXPECTED_REPORTS:
        report = Path(folder) / f"{name}.xml"
        # A run that broke off writes no report, or half a one; the failed step tells of it.
        try:
            cases = list(ElementTree.parse(report).iter("testcase"))
        except (OSError, ElementTree.ParseError):
            cases = []
        if not cases and not failed_steps:
            failed_steps = [f"{report} holds no test"]
        for case in cases:
            result = outcome(case)
            counts[result] += 1
            if result == "failed":
                told.add(name)
                print(f"failed: {name}: {case.get('classname') or ''} {case.get('name')}")
    for step in failed_steps:
        print(f"failed step: {step}")
        counts["failed"] += step not in told
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))

#!/usr/bin/env python3
"""How many instructions a request takes, and whether that grew.

    instructions.py [--build build/release] [--write] [--requests 200] [--tolerance 0.1]

Runs BUILD/tests/bench/instruction_count (`scripts/build release instruction_count` makes it) under callgrind, with its data
in memory and on disk, and prints the instructions a request, user space alone, of each operation; what the engine does in
threads of its own is left out. Compares with instructions.json beside this script: the exit status is 1 if one of them is
more than --tolerance above its figure there. --write puts the figures of this run there instead.

The figures are those of a compiler, of Debian 12's libraries and of a processor's instruction set (glibc copies bytes in
other ways without AVX2), which the file names. Where one of them differs that is said, and the comparison still made: with the
tolerance it holds across patch versions; where it fails for that reason alone, --write is the answer. Without valgrind nothing
is compared, and that is said. Needs: valgrind.
"""
import argparse, json, os, re, shutil, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMMITTED = HERE / "instructions.json"
PLACES = ("memory", "disk")


def first_line(*command):
    """Without its first word, the name that the program was called by."""
    try:
        line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
        return line.partition(" ")[2] or line
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def compiler_of(build):
    """What the build's compiler says of itself."""
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    named = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache, re.MULTILINE)
    return first_line(named.group(1) if named else "c++", "--version")


def instruction_set():
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return "unknown"
    return "x86-64 with AVX2" if re.search(r"\bavx2\b", flags) else "without AVX2"


def circumstances(build):
    return {"compiler": compiler_of(build), "c_library": first_line("ldd", "--version"),
            "valgrind": first_line("valgrind", "--version"), "processor": instruction_set()}


def totals(folder):
    """Operation → instructions of the program's first thread, from callgrind's dumps in `folder`."""
    found = {}
    for dump in Path(folder).glob("out.*"):
        text = dump.read_text(encoding="utf-8", errors="replace")
        trigger = re.search(r"^desc: Trigger: Client Request: (\w+)$", text, re.MULTILINE)
        thread = re.search(r"^thread: (\d+)$", text, re.MULTILINE)
        total = re.search(r"^summary: (\d+)", text, re.MULTILINE)
        if trigger and total and (thread is None or int(thread.group(1)) == 1):
            found[trigger.group(1)] = int(total.group(1))
    return found


def count(program, place, requests):
    """Operation → instructions a request."""
    with tempfile.TemporaryDirectory(prefix="instructions-") as folder:
        # An environment of one size: where the stack begins is where copies are aligned or not.
        environment = {"PATH": os.environ.get("PATH", ""), "TMPDIR": folder}
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", "--instr-atstart=no", "--separate-threads=yes", f"--callgrind-out-file={folder}/out",
             str(program), place, str(requests)], capture_output=True, text=True, env=environment, check=False)
        if result.returncode != 0:
            sys.exit(f"{program} under callgrind ended with status {result.returncode}:\n{result.stderr[-3000:]}")
        found = totals(folder)
    if not found:
        sys.exit("callgrind dumped nothing")
    return {operation: round(total / requests) for operation, total in sorted(found.items())}


def report(measured, committed, tolerance):
    """Prints the table; the names of those that grew too much."""
    grown = []
    print(f"{'instructions a request':34}{'now':>12}{'committed':>12}{'change':>10}")
    for place in PLACES:
        for operation, now in measured[place].items():
            name, before = f"{operation}, {place}", committed.get(place, {}).get(operation)
            change = f"{now / before - 1:+.1%}" if before else "new"
            if before is None or now > before * (1 + tolerance):
                grown.append(f"{name}: {change}")
            print(f"  {name:32}{now:12,}{before or 0:12,}{change:>10}")
        grown += [f"{operation}, {place}: no longer measured" for operation in committed.get(place, {})
                  if operation not in measured[place]]
    return grown


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--write", action="store_true", help="make this run's figures the committed ones")
    parser.add_argument("--requests", type=int, default=200, help="of each operation")
    parser.add_argument("--tolerance", type=float, default=0.1)
    args = parser.parse_args()
    build = Path(args.build).resolve()
    program = build / "tests" / "bench" / "instruction_count"
    if shutil.which("valgrind") is None:
        print("No valgrind here (Debian: valgrind): instructions are NOT compared.")
        return 0
    if not program.exists():
        sys.exit(f"{program} is not there: scripts/build release instruction_count")

    here = circumstances(build)
    measured = {place: count(program, place, args.requests) for place in PLACES}
    if args.write:
        COMMITTED.write_text(json.dumps({"measured_with": here, **measured}, indent=2) + "\n", encoding="utf-8")
        report(measured, measured, args.tolerance)
        return 0
    if not COMMITTED.exists():
        sys.exit(f"{COMMITTED} is not there: --write makes it")
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    grown = report(measured, committed, args.tolerance)
    for what, value in committed["measured_with"].items():
        if here.get(what) != value:
            print(f"NOTE: the committed figures are of another {what}: {value}; here: {here.get(what)}")
    if grown:
        print(f"More than {args.tolerance:.0%} above the committed figures; if that is meant, --write them anew:")
        print("\n".join(f"  {line}" for line in grown))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs clang-tidy (settings: .clang-tidy at the top) on each .cpp of src/ that the build's compile_commands.json names.

A file found clean is remembered in BUILD/clang-tidy by a hash of all that its result depends on: itself, the headers of ours
that it includes, directly or not, the settings, its compile command and clang-tidy's version. It is read again only when one
of these has changed.   Usage: clang_tidy.py ROOT BUILD
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# Debian 12's default, 14, stumbles over parts of C++20 that the sources use.
TOOL = shutil.which("clang-tidy-16") or "clang-tidy"
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def included_headers(root, source, seen=None):
    """Our headers that `source` includes, directly or not, with itself."""
    seen = {source} if seen is None else seen
    for name in INCLUDE.findall(source.read_text(encoding="utf-8")):
        for header in (root / "src" / name, root / "include" / name, source.parent / name):
            if header.exists() and header not in seen:
                seen.add(header)
                included_headers(root, header, seen)
    return seen


def result_key(root, entry, version):
    digest = hashlib.sha256(f"{version}\n{entry['command']}\n".encode())
    for path in [root / ".clang-tidy", *sorted(included_headers(root, Path(entry["file"])))]:
        digest.update(str(path.relative_to(root)).encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()


def check(build, source):
    # GCC's warning flags in the compile command may be unknown to clang; its own warnings are the compiler's business.
    result = subprocess.run([TOOL, "-p", build, "--quiet", "--extra-arg=-Wno-everything", source],
                            capture_output=True, text=True, check=False)
    return result.returncode == 0, result.stdout + ("" if result.returncode == 0 else result.stderr)


def self_test(root):
    """A made-up file against our settings must be found fault with, and a good one not."""
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder)
        (build / ".clang-tidy").write_bytes((root / ".clang-tidy").read_bytes())
        sources = {"bad.cpp": "int Sum(int a) { int NotSnakeCase = a; return NotSnakeCase; }\n",
                   "good.cpp": "int Sum(int a) { int snake_case = a; return snake_case; }\n"}
        for name, text in sources.items():
            (build / name).write_text(text, encoding="utf-8")
        (build / "compile_commands.json").write_text(json.dumps(
            [{"directory": folder, "file": str(build / name), "command": f"c++ -c {name}"} for name in sources]))
        if [check(build, str(build / name))[0] for name in sources] != [False, True]:
            sys.exit("self-test: clang-tidy with our settings does not tell a good file from a bad one")


def main(root, build):
    self_test(root)
    version = subprocess.run([TOOL, "--version"], capture_output=True, text=True, check=True).stdout
    entries = [entry for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
               if (root / "src") in Path(entry["file"]).parents]
    if not entries:
        sys.exit(f"{build}/compile_commands.json names no file of src/")
    cache = build / "clang-tidy"
    cache.mkdir(exist_ok=True)
    keys = {entry["file"]: result_key(root, entry, version) for entry in entries}
    todo = [source for source, key in keys.items() if not (cache / key).exists()]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, (clean, text) in zip(todo, pool.map(lambda source: check(build, source), todo)):
            if clean:
                (cache / keys[source]).touch()
            else:
                failed += 1
                print(f"{Path(source).relative_to(root)}:\n{text}", flush=True)
    for remembered in cache.iterdir():
        if remembered.name not in keys.values():
            remembered.unlink()
    print(f"clang-tidy: {len(keys)} files, {len(todo)} read, {failed} with warnings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))

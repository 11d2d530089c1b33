"""C++ sources are formatted as .clang-format says."""
import shutil
import subprocess
from pathlib import Path

from source_check import cpp_files, run

STYLE = Path(__file__).resolve().parents[2] / ".clang-format"


def problems(root):
    files = [str(root / path) for path in cpp_files(root, "src", "include", "tests")]
    tool = shutil.which("clang-format")
    if tool is None:
        return ["clang-format is not installed"]
    result = subprocess.run([tool, f"--style=file:{STYLE}", "--dry-run", "-Werror", *files], capture_output=True, text=True,
                            check=False)
    places = [line.split(":")[:2] for line in result.stderr.replace(f"{root}/", "").splitlines() if "error:" in line]
    first_lines = {path: line for path, line in reversed(places)}
    found = [f"{path}:{line} and maybe after it: run clang-format -i" for path, line in sorted(first_lines.items())]
    return found or ([f"clang-format ended with status {result.returncode}"] if result.returncode != 0 else [])


GOOD = {"src/a.h": "#pragma once\n\nint Sum(int left, int right);\n", "tests/a.cpp": "", "include/tablerock/a.h": ""}
BAD = [({"src/b.cpp": "int  Sum( int left,int right );\n"}, "src/b.cpp")]

if __name__ == "__main__":
    run(problems, GOOD, BAD)

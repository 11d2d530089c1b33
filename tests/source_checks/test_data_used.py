"""Every file of tests/data is read by a test: its name, without the suffix at least, stands in a source of tests/."""
import re

from source_check import read, run, tree_files

READERS = (".cpp", ".h", ".py", ".mjs", ".txt")


def problems(root):
    files = tree_files(root, "tests")
    sources = "\n".join(read(root, path) for path in files if path.suffix in READERS and path.parts[1] != "data")
    data = [path for path in files if path.parts[1] == "data"]
    return [f"{path}: no test names it" for path in data
            if path.suffix != ".md" and not re.search(rf"(?<!\w){re.escape(path.stem)}(?!\w)", sources)]


GOOD = {
    "tests/model/number_test.cpp": 'Cases("model/numbers.json")\n',
    "tests/data/model/numbers.json": "[]",
    "tests/data/README.md": "",
}
BAD = [
    ({"tests/data/model/sizes.json": "[]"}, "sizes.json: no test names it"),
    ({"tests/data/model/number.json": "[]"}, "number.json: no test names it"),
]

if __name__ == "__main__":
    run(problems, GOOD, BAD)

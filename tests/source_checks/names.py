"""Nothing is called helpers, utils, common, misc or manager: a function belongs to the folder that owns its noun. C++ files
and folders are snake_case."""
import re

from source_check import run, tree_files

FORBIDDEN = re.compile(r"(?:^|[_.-])(helpers?|utils?|utilit(?:y|ies)|common|misc|managers?|stuff)(?=$|[_.-])", re.IGNORECASE)
SNAKE_CASE = re.compile(r"[a-z0-9_]+(\.(h|cpp|fuzz\.cpp|cmake|py))?|CMakeLists\.txt|[A-Z]+\.md|README\.md")


def problems(root):
    found = []
    for path in tree_files(root):
        for part in path.parts:
            name = FORBIDDEN.search(part)
            if name:
                found.append(f"{path}: '{name.group(1)}' says nothing; name the noun")
        if path.parts[0] == "src":
            found += [f"{path}: '{part}' is not snake_case" for part in path.parts[1:] if not SNAKE_CASE.fullmatch(part)]
    return found


GOOD = {"src/core/api_error.h": "", "src/storage/FORMAT.md": "", "src/core/CMakeLists.txt": "", "tests/data/a/b.json": ""}
BAD = [
    ({"src/utils/a.h": ""}, "'utils'"),
    ({"src/core/string_helpers.cpp": ""}, "'helpers'"),
    ({"tests/common.py": ""}, "'common'"),
    ({"conformance/javascript/test-util.mjs": ""}, "'util'"),
    ({"src/core/TableManager.cpp": ""}, "not snake_case"),
    ({"src/storage/lock_manager.h": ""}, "'manager'"),
]

if __name__ == "__main__":
    run(problems, GOOD, BAD)

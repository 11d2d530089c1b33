"""src/README.md has a paragraph a folder: one that starts with **`name/`** for each folder of src/ that has files, and for no
other."""
import re

from source_check import read, run, tree_files

PARAGRAPH = re.compile(r"^\*\*`(\w+)/`\*\*", re.MULTILINE)


def problems(root):
    folders = {path.parts[1] for path in tree_files(root, "src") if len(path.parts) > 2}
    page = root / "src" / "README.md"
    named = PARAGRAPH.findall(read(root, "src/README.md")) if page.exists() else []
    found = [f"src/README.md has no paragraph for {folder}/" for folder in sorted(folders - set(named))]
    found += [f"src/README.md describes {folder}/, which does not exist" for folder in sorted(set(named) - folders)]
    found += [f"src/README.md describes {folder}/ twice" for folder in sorted(set(named)) if named.count(folder) > 1]
    return found


GOOD = {"src/core/a.h": "", "src/README.md": "# Text\n\n**`core/`** is the bottom.\n"}
BAD = [
    ({"src/wire/a.h": ""}, "no paragraph for wire/"),
    ({"src/README.md": "**`core/`** is.\n\n**`gone/`** was.\n"}, "gone/, which does not exist"),
    ({"src/README.md": "**`core/`** is.\n\n**`core/`** is.\n"}, "core/ twice"),
    ({"src/README.md": "core/ only in passing\n"}, "no paragraph for core/"),
]

if __name__ == "__main__":
    run(problems, GOOD, BAD)

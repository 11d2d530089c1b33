"""What the checks over the sources have in common.

A check is a file here with `problems(root)`, a list of sentences about what is wrong under `root`, and two made-up trees:
GOOD, with which nothing is wrong, and BAD, a list of (tree, words that a sentence about it must have). `run` tries the check
on these first, so a check that could no longer fail does fail, and then on the real tree. A tree is {path: content}.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

CPP_SUFFIXES = (".h", ".cpp")
# Not ours to check: what is built, fetched or kept there.
SKIPPED_FOLDERS = {".git", "build", "data", "node_modules", "__pycache__", ".pytest_cache"}


def tree_files(root, top="."):
    """Paths of the files under root/top, relative to `root`, sorted. tests/data counts, a served ./data does not."""
    found = []
    for path in sorted((root / top).rglob("*")):
        relative = path.relative_to(root)
        skipped = any(part in SKIPPED_FOLDERS and relative.parts[:2] != ("tests", "data") for part in relative.parts[:-1])
        if path.is_file() and not skipped and not path.is_symlink():
            found.append(relative)
    return found


def committed_files(root):
    """The files that are or could be committed: git's view where there is one, else all of them."""
    git = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                         capture_output=True, check=False)
    if git.returncode != 0 or not git.stdout:
        return tree_files(root)
    return sorted(path for name in git.stdout.decode().split("\0") if name for path in [Path(name)]
                  if (root / path).is_file())


def cpp_files(root, *tops):
    return [path for top in tops for path in tree_files(root, top) if path.suffix in CPP_SUFFIXES]


def read(root, path):
    """The file's text; "" for one that is not text."""
    try:
        return (root / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def _problems_of_tree(problems, tree):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return problems(root)


def run(problems, good, bad):
    """The main program of a check. Ends the process: status 0 if the check works and finds nothing."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("root", type=Path, help="top of the checkout")
    root = parser.parse_args().root.resolve()

    found = [f"self-test: a good tree is found fault with: {text}" for text in _problems_of_tree(problems, good)]
    for tree, words in bad:
        texts = _problems_of_tree(problems, {**good, **tree})
        if not any(words in text for text in texts):
            found.append(f"self-test: {sorted(tree)} should give '{words}', gave {texts}")
    found = found or problems(root)
    for text in found:
        print(text)
    print(f"{len(found)} problems, {len(bad) + 1} self-tests")
    sys.exit(1 if found else 0)

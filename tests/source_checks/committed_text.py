"""No committed file knows the machine that it was written on or a package registry's host, and none holds a note to come back:
what is not done stands in README.md and CHANGELOG.md, where users look."""
import re

from source_check import committed_files, read, run

# Patterns are written so that they do not match themselves.
EVERYWHERE = [
    (re.compile(r"(?<![\w.])/(?:work|root|Users)/\w"), "a path of somebody's machine"),
    (re.compile(r"(?<![\w.])/home/(?!dynamodblocal\b)\w"), "a path of somebody's machine"),
    (re.compile(r"//(?:[\w-]+\.)*(?:registry|mirrors?|pypi|proxy|deb|crates|packages)\.[\w.-]*[a-z]{2}\b"), "a package registry's host"),
    (re.compile(r'"resolved"\s*:'), "where a package was fetched from"),
    (re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE), "a merge conflict"),
]
SOURCES = (".h", ".cpp", ".py", ".mjs", ".js", ".cmake", ".txt", ".yml", "", ".sh")
IN_SOURCES = [
    (re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b"), "a note to come back"),
    (re.compile(r"\bnot[ ]implemented[ ]yet\b", re.IGNORECASE), "a note to come back"),
    (re.compile(r"\b(?:DISABLE[D]_\w|pytest\.mark\.xfai[l])"), "a test that does not run"),
    (re.compile(r"NOLIN[T](?!\w*\([\w.,* -]+\): \w)(?!END)"), "a warning silenced without its name and a reason"),
]


def problems(root):
    found = []
    for path in committed_files(root):
        text = read(root, path)
        if path.name == "LICENSE":
            continue
        patterns = EVERYWHERE + (IN_SOURCES if path.suffix in SOURCES else [])
        for pattern, what in patterns:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                found.append(f"{path}:{line}: {what}: {match.group(0)}")
    return found


GOOD = {
    "src/a.cpp": "int a;  // net/work/rate, /data and /home/dynamodblocal/data\n"
                 "// NOLINTNEXTLINE(bugprone-branch-clone): the rows stay apart to be read apart\n",
    "README.md": "See https://example.com/packages and run it.\n",
}
BAD = [
    ({"src/b.cpp": "// TO" "DO later\n"}, "note to come back"),
    ({"src/b.cpp": "// not " "implemented yet\n"}, "note to come back"),
    ({"src/b.cpp": "int b;  // NOLI" "NT\n"}, "silenced"),
    ({"tests/b.cpp": "TEST(A, DISABLED" "_B) {}\n"}, "does not run"),
    ({"README.md": "cd /ro" "ot/checkout\n"}, "somebody's machine"),
    ({"README.md": "cd /ho" "me/jane\n"}, "somebody's machine"),
    ({"package-lock.json": '{"resol' 'ved": "x"}'}, "fetched from"),
    ({"notes.md": "https://regis" "try.example.org/x\n"}, "registry's host"),
    ({"src/b.cpp": "<<<<<<" "< HEAD\n"}, "merge conflict"),
]

if __name__ == "__main__":
    run(problems, GOOD, BAD)

"""Includes point one way (src/README.md): a folder of src/ includes from the folders below it, never the other way round.
Libraries stay where they belong: RocksDB in src/storage/*.cpp, JSON in src/json, Beast in src/net and src/http."""
import re

from source_check import cpp_files, read, run

# From the lowest up; folders of one row do not include each other.
LAYERS = [["core"], ["model"], ["expressions", "storage", "json"], ["indexes", "changes", "partiql"], ["operations"],
          ["jobs", "functions", "deliveries", "wire"], ["http", "control"], ["server"]]
# Beside the rows: client and connection code that knows core alone, for those who talk to the network.
NETWORK = "net"
NETWORK_USERS = {"functions", "deliveries", "http", "control", "server"}

# Header prefix → where it may be included, as patterns of paths from the top.
LIBRARIES = {
    "rocksdb/": [r"src/storage/\w+\.cpp", r"tests/.*\.cpp"],
    "boost/json": [r"src/json/.*"],
    "nlohmann/": [r"src/json/.*", r"src/storage/\w*catalog\w*\.cpp", r"tests/.*"],
    "boost/beast": [r"src/net/.*", r"src/http/.*", r"tests/.*"],
    "gtest/": [r"tests/.*"],
    "CLI/": [r"src/main\.cpp", r"src/server/\w+\.cpp"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def allowed_folders():
    allowed = {NETWORK: {"core", NETWORK}}
    below = set()
    for row in LAYERS:
        for folder in row:
            allowed[folder] = below | {folder} | ({NETWORK} if folder in NETWORK_USERS else set())
        below = below | set(row)
    return allowed


def problems(root):
    allowed = allowed_folders()
    found = []
    for path in cpp_files(root, "src", "include", "tests"):
        for bracket, header in INCLUDE.findall(read(root, path)):
            for prefix, places in LIBRARIES.items():
                if header.startswith(prefix) and not any(re.fullmatch(place, str(path)) for place in places):
                    found.append(f"{path} includes <{header}>, which belongs to {' '.join(places)}")
            if path.parts[0] == "include" and bracket == '"' and not header.startswith("tablerock/"):
                found.append(f"{path} includes \"{header}\": the public headers stand alone")
            if path.parts[0] != "src" or len(path.parts) < 3 or bracket == "<":
                continue
            folder, target = path.parts[1], header.split("/")[0]
            if folder not in allowed:
                found.append(f"{path}: src/{folder} has no place in the include directions")
            elif target == "tablerock":
                if folder != "server":
                    found.append(f"{path} includes \"{header}\": the public headers are for src/server and src/main.cpp")
            elif "/" not in header:
                found.append(f"{path} includes \"{header}\": write it from src/, \"{folder}/{header}\"")
            elif target not in allowed[folder]:
                found.append(f"{path} includes \"{header}\": src/{folder} is below or beside src/{target}")
    return found


GOOD = {
    "src/core/a.h": "#include <string>\n",
    "src/storage/store.cpp": '#include "core/a.h"\n#include <rocksdb/db.h>\n',
    "src/storage/catalog.cpp": "#include <nlohmann/json.hpp>\n",
    "src/http/server.cpp": '#include <boost/beast/core.hpp>\n#include "net/socket.h"\n#include "wire/dispatcher.h"\n',
    "src/server/server.cpp": '#include "http/listener.h"\n#include "tablerock/server.h"\n',
    "include/tablerock/server.h": '#include "tablerock/options.h"\n',
    "src/main.cpp": '#include <CLI/CLI.hpp>\n#include "server/server.h"\n',
}
BAD = [
    ({"src/core/b.h": '#include "model/item.h"\n'}, "src/core is below or beside src/model"),
    ({"src/json/b.cpp": '  #  include "storage/store.h"\n'}, "src/json is below or beside src/storage"),
    ({"src/net/b.cpp": '#include "model/item.h"\n'}, "src/net is below or beside src/model"),
    ({"src/storage/b.h": "#include <rocksdb/db.h>\n"}, "rocksdb"),
    ({"src/operations/b.cpp": "#include <nlohmann/json.hpp>\n"}, "nlohmann"),
    ({"src/wire/b.cpp": "#include <boost/beast/http.hpp>\n"}, "boost/beast"),
    ({"src/wire/b.cpp": '#include "boost/json.hpp"\n'}, "boost/json"),
    ({"src/shell/b.cpp": '#include "core/a.h"\n'}, "src/shell has no place"),
    ({"src/model/b.cpp": '#include "item.h"\n'}, "write it from src/"),
    ({"src/wire/b.cpp": '#include "tablerock/options.h"\n'}, "public headers are for"),
    ({"include/tablerock/options.h": '#include "core/a.h"\n'}, "stand alone"),
]

if __name__ == "__main__":
    run(problems, GOOD, BAD)

"""Compares the shape tables of src/wire/shapes with the public service model that botocore carries: every operation and every
member of its input is there, of the same type, and constrained as the model says, but for the deviations that
model_deviations.json lists with their reasons. Members that are newer than the model are no failure.

Usage: service_model_test.py SHAPE_DUMP MODEL_DEVIATIONS. Ends with 77 where no botocore is installed."""
import gzip
import json
import pathlib
import re
import shutil
import subprocess
import sys

CONSTRAINTS = ("type", "required", "min", "max", "pattern", "enum")
FIND = "import botocore, os; print(botocore.__version__, os.path.dirname(botocore.__file__))"


def newest_botocore():
    """(version as a tuple, folder) of the newest botocore that any Python on the path has, or None."""
    found = []
    for name in {sys.executable, "/usr/bin/python3", *(shutil.which(f"python3{minor}") for minor in ("", ".11", ".12", ".13", ".14"))}:
        if not name or not pathlib.Path(name).exists():
            continue
        answer = subprocess.run([name, "-c", FIND], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            version, folder = answer.stdout.split(maxsplit=1)
            found.append((tuple(int(part) for part in version.split(".")), pathlib.Path(folder.strip())))
    return max(found, default=None)


def read_model(folder, service):
    path = folder / "data" / service / "2012-08-10" / "service-2.json"
    if path.exists():
        return json.loads(path.read_text())
    with gzip.open(path.with_name("service-2.json.gz")) as file:
        return json.load(file)


def flatten_model(model, shape_name, required, path, found):
    shape = model["shapes"][shape_name]
    row = {"type": shape["type"], "required": required}
    row |= {key: shape[key] for key in ("min", "max", "pattern", "enum") if key in shape}
    if shape_name == "AttributeValue":
        row["type"] = "AttributeValue"
    elif shape["type"] == "map" and shape["key"]["shape"] == "AttributeName" and shape["value"]["shape"] == "AttributeValue":
        row["type"] = "attributes"
    found[path] = row
    if row["type"] == "structure":
        for name, member in shape["members"].items():
            flatten_model(model, member["shape"], name in shape.get("required", ()), f"{path}.{name}", found)
    elif row["type"] == "list":
        flatten_model(model, shape["member"]["shape"], False, path + "[]", found)
    elif row["type"] == "map":
        flatten_model(model, shape["key"]["shape"], False, path + "{key}", found)
        flatten_model(model, shape["value"]["shape"], False, path + "{}", found)


def flatten_table(shape, path, found):
    found[path] = {key: shape[key] for key in CONSTRAINTS if key in shape}
    for name, member in shape.get("members", {}).items():
        flatten_table(member, f"{path}.{name}", found)
    if "key" in shape:
        flatten_table(shape["key"], path + "{key}", found)
    if "element" in shape:
        flatten_table(shape["element"], path + ("{}" if "key" in shape else "[]"), found)


def differences(model, table):
    """(path, what, the model's, ours) for each member that we lack or constrain otherwise."""
    for path, said in model.items():
        ours = table.get(path)
        if ours is None:
            yield path, "missing", said, None
            continue
        for what in CONSTRAINTS:
            a, b = said.get(what), ours.get(what)
            if what == "enum" and a is not None and b is not None:
                a, b = sorted(a), sorted(b)
            if a != b:
                yield path, what, a, b


def main():
    dump, deviations_path = sys.argv[1:]
    botocore = newest_botocore()
    if botocore is None:
        print("no botocore is installed")
        return 77
    version, folder = botocore
    print("botocore", ".".join(map(str, version)))
    model, table = {}, {}
    for service in ("dynamodb", "dynamodbstreams"):
        api = read_model(folder, service)
        for name, operation in api["operations"].items():
            flatten_model(api, operation["input"]["shape"], False, name, model)
    for name, shape in json.loads(subprocess.run([dump], capture_output=True, text=True, check=True).stdout).items():
        flatten_table(shape, name, table)

    deviations = [row for row in json.loads(pathlib.Path(deviations_path).read_text())
                  if version < tuple(row.get("until", (9999,)))]
    used = set()
    failures = []
    for path, what, said, ours in differences(model, table):
        row = next((i for i, d in enumerate(deviations) if what in d["what"] and re.fullmatch(d["at"], path)), None)
        if row is None:
            failures.append(f"{path}: {what}: the model says {said}, we say {ours}")
        else:
            used.add(row)
    # Of a model older than the one that the tables were taken from, not all deviations are any.
    if version >= (1, 43):
        failures += [f"deviation that is none: {d['at']} {d['what']}" for i, d in enumerate(deviations) if i not in used]
    print(f"{len(model)} members of {len([p for p in model if '.' not in p])} operations, {len(used)} deviations")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

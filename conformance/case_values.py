"""What stands in a case for something else: ${names} of tables and saved values, and generators of big values."""
import base64
import re

NAME = re.compile(r"\$\{([^}]+)\}")


class UnknownName(Exception):
    """A ${name} that is neither a table nor saved by an earlier step."""


def resolve(value, names):
    """The value with its names and generators put in. A string that is one ${name} alone becomes what was saved, of any type."""
    if isinstance(value, str):
        whole = NAME.fullmatch(value)
        return _named(whole[1], names) if whole else NAME.sub(lambda found: str(_named(found[1], names)), value)
    if isinstance(value, list):
        return [resolve(member, names) for member in value]
    if isinstance(value, dict):
        for key, generate in GENERATORS.items():
            if key in value:
                return generate(value, names)
        return {resolve(key, names): resolve(member, names) for key, member in value.items()}
    return value


def at_path(document, path):
    """The member at "Table.TableArn" or "Shards.0.ShardId"; "." is the document itself."""
    for part in path.split(".") if path != "." else []:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def _named(name, names):
    if name not in names:
        raise UnknownName(name)
    return names[name]


def _arguments(value, *required):
    if set(value) != set(required):
        raise ValueError(f"a generator takes {required}: {value}")
    return [value[name] for name in required]


def _repeat(value, names):
    text, times = _arguments(value, "$repeat", "times")
    return resolve(text, names) * times


def _join(value, names):
    parts, between = _arguments(value, "$join", "with")
    resolved = resolve(parts, names)
    if any(isinstance(part, list) for part in resolved):
        resolved = [member for part in resolved for member in (part if isinstance(part, list) else [part])]
    return between.join(resolved)


def _each(value, names):
    template, times = _arguments(value, "$each", "times")
    return [resolve(template, {**names, "i": str(i)}) for i in range(times)]


def _entries(value, names):
    template, times = _arguments(value, "$entries", "times")
    entries = {}
    for i in range(times):
        entries.update(resolve(template, {**names, "i": str(i)}))
    return entries


def _nest(value, names):
    inner, container, levels = _arguments(value, "$nest", "in", "levels")
    nested = resolve(inner, names)
    for _ in range(levels):
        nested = {"L": [nested]} if container == "L" else {"M": {"m": nested}}
    return nested


def _with(value, names):
    base, more = _arguments(value, "$with", "more")
    return {**resolve(base, names), **resolve(more, names)}


def _base64(value, names):
    (text,) = _arguments(value, "$base64")
    return base64.b64encode(resolve(text, names).encode()).decode()


GENERATORS = {"$repeat": _repeat, "$join": _join, "$each": _each, "$entries": _entries, "$nest": _nest, "$with": _with,
              "$base64": _base64}

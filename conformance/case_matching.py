"""Compares a reply with what a case expects. Each function gives the differences as sentences, none where all is as expected."""
import re

SETS = ("SS", "NS", "BS")
MATCHERS = {"$pattern", "$absent", "$any", "$exactly", "$set", "$contains", "$length", "$between"}


def subset_differences(expected, got, where=""):
    """Members that are not expected may be there. Lists have the expected length; the members of an SS, NS or BS any order."""
    return _differences(expected, got, where, exact=False)


def exact_differences(expected, got, where=""):
    return _differences(expected, got, where, exact=True)


def _differences(expected, got, where, exact):
    if isinstance(expected, dict):
        matcher = MATCHERS & set(expected)
        if matcher:
            return _match(expected, got, where)
        return _object_differences(expected, got, where, exact)
    if isinstance(expected, list):
        if not isinstance(got, list):
            return [_difference(where, expected, got)]
        if len(expected) != len(got):
            return [f"{where or 'the reply'}: {len(expected)} members expected, got {len(got)}: {_short(got)}"]
        return [difference for index, (one, other) in enumerate(zip(expected, got))
                for difference in _differences(one, other, f"{where}[{index}]", exact)]
    same = expected == got and isinstance(expected, bool) == isinstance(got, bool)
    return [] if same else [_difference(where, expected, got)]


def _object_differences(expected, got, where, exact):
    if not isinstance(got, dict):
        return [_difference(where, expected, got)]
    if len(expected) == 1 and len(got) == 1:
        (kind, members), (other_kind, others) = *expected.items(), *got.items()
        if kind in SETS and kind == other_kind and isinstance(members, list) and isinstance(others, list):
            return [] if sorted(members) == sorted(others) else [_difference(where, expected, got)]
    found = []
    for key, value in expected.items():
        place = f"{where}.{key}" if where else key
        if value == {"$absent": True}:
            if key in got:
                found.append(f"{place}: expected to be absent, got {_short(got[key])}")
        elif key not in got:
            found.append(f"{place}: {_short(value)} expected, but it is absent")
        else:
            found += _differences(value, got[key], place, exact)
    if exact:
        found += [f"{where}.{key}: not expected: {_short(got[key])}" for key in got if key not in expected]
    return found


def _match(expected, got, where):
    if len(expected) != 1:
        raise ValueError(f"a matcher stands alone: {expected}")
    (kind, value), = expected.items()
    if kind == "$exactly":
        return exact_differences(value, got, where)
    if kind == "$pattern":
        fits = isinstance(got, str) and re.fullmatch(value, got, re.DOTALL) is not None
    elif kind == "$any":
        fits = True
    elif kind == "$length":
        fits = got is not None and len(got) == value
    elif kind == "$between":
        fits = isinstance(got, (int, float)) and not isinstance(got, bool) and value[0] <= got <= value[1]
    elif kind in ("$set", "$contains"):
        return _match_members(kind, value, got, where)
    else:
        raise ValueError(f"not a matcher here: {expected}")
    return [] if fits else [_difference(where, expected, got)]


def _match_members(kind, expected, got, where):
    """Each expected member is there, in any order; for $set nothing else is."""
    if not isinstance(got, list):
        return [_difference(where, expected, got)]
    left = list(got)
    for member in expected:
        fitting = next((index for index, other in enumerate(left) if not exact_differences(member, other)), None)
        if fitting is None:
            return [f"{where}: {_short(member)} expected among {_short(got)}"]
        del left[fitting]
    return [f"{where}: not expected: {_short(left)}"] if kind == "$set" and left else []


def _difference(where, expected, got):
    return f"{where or 'the reply'}: {_short(expected)} expected, got {_short(got)}"


def _short(value):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 700 else f"{text[:500]} … ({len(text)} characters)"

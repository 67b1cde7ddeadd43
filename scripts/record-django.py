"""Records what a real Django renders for the cases of test/conformance/cases.

    python scripts/record-django.py [name …]

Run it with a Python that has django==5.2.*; without names it records every file. The results go
to test/conformance/recorded, in the format that `npm run conformance` reads.
"""

import json
import re
import sys
from pathlib import Path

import django

sys.dont_write_bytecode = True

from django_values import DEFAULT_NOW, DEFAULT_SETTINGS, render_case  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "test" / "conformance"
INVALID = "INVALID"
OURS = ("$object", "$function", "$html", "$template", "$request")


def main(names):
    if not django.get_version().startswith("5.2."):
        sys.exit(f"Django {django.get_version()} is not 5.2: pip install 'django==5.2.*'")
    sources = sorted((FOLDER / "cases").glob("*.json"))
    for source in sources:
        if names and source.stem not in names:
            continue
        cases = json.loads(source.read_text())["cases"]
        vectors = [vector for case in cases for vector in record(source.stem, case)]
        refuse_repeated_names(vectors)
        write(FOLDER / "recorded" / source.name, vectors)
        print(f"{source.stem}: {len(vectors)}")


def record(stem, case):
    """The vectors of one case: a second one where a text for missing values changes the result."""
    kind, expect = outcome(case, "")
    vector = {
        "test": f"{stem}.{case['name']}",
        "kind": kind,
        "class": class_of(case),
        **source_of(case),
        "string_if_invalid": [""],
        "expect": expect,
    }
    with_text = outcome(case, INVALID)
    if with_text == (kind, expect):
        vector["string_if_invalid"].append(INVALID)
        return [vector]
    other = {**vector, "kind": with_text[0], "string_if_invalid": [INVALID], "expect": with_text[1]}
    return [vector, other]


def outcome(case, string_if_invalid):
    first = render_case(case, string_if_invalid)
    if render_case(case, string_if_invalid) != first:
        sys.exit(f"{case['name']} renders differently each time")
    return first


def source_of(case):
    templates = case.get("templates") or {"page": case["template"]}
    source = {"entry": case.get("entry") or next(iter(templates)), "templates": templates}
    for field in ("context", "options", "settings", "now", "request"):
        if field in case:
            source[field] = case[field]
    libraries = loaded_libraries(templates)
    if "shop" in libraries:
        source["libraries"] = ["shop"]
    return source


def loaded_libraries(templates):
    loads = re.findall(r"{% load ([^%]*?)%}", " ".join(templates.values()))
    return {name for load in loads for name in load.split()}


def class_of(case):
    text = json.dumps(case)
    if any(f'"{mark}"' in text for mark in OURS) or re.search(r"{% url |load [^%]*shop", text):
        return "needs-fixture"
    return "nondeterministic" if "now" in case else "portable"


def refuse_repeated_names(vectors):
    seen = set()
    for vector in vectors:
        key = (vector["test"], vector["string_if_invalid"][0])
        if key in seen:
            sys.exit(f"Two cases are called {key[0]}")
        seen.add(key)


def write(path, vectors):
    head = {
        "django": django.get_version(),
        "settings": DEFAULT_SETTINGS,
        "now": DEFAULT_NOW,
    }
    lines = [line_of(vector) for vector in vectors]
    path.write_text(f"{line_of(head)[:-1]}, \"vectors\": [\n" + ",\n".join(lines) + "\n]}\n")


def line_of(value):
    return json.dumps(value, ensure_ascii=False)


main(sys.argv[1:])

"""Renders cases for scripts/fuzz-templates.ts: one JSON object a line in, one a line out.

Needs a Python with django==5.2.*.
"""

import json
import sys
import warnings

try:
    import django
except ImportError:
    print(json.dumps({"fatal": "This Python has no Django."}), flush=True)
    sys.exit(1)

from django_values import make_engine, render_case


def answer(case):
    try:
        kind, expected = render_case(case, case.get("string_if_invalid", ""))
        return {"kind": kind, "expect": expected, "compiles": compiles(case)}
    except Exception as error:  # noqa: BLE001
        return {"trouble": f"{type(error).__name__}: {error}"}


def compiles(case):
    """Whether every template is without errors, those too that Django did not get to."""
    engine = make_engine(case["templates"], case.get("options"))
    try:
        for name in case["templates"]:
            engine.get_template(name)
    except Exception:  # noqa: BLE001
        return False
    return True


def main():
    warnings.simplefilter("ignore")
    print(json.dumps({"django": django.get_version()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()

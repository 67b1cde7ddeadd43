"""Draws the pages of render.ts with an engine of Python, and says how long that took.

Arguments: the engine, and a JSON file with the pages: a list of {template, rows}. Each line of standard input is
`time <index of a page> <draws>`, which is answered with the milliseconds of one, or `show <index>`, which is answered
with the page itself, as JSON.
"""

import json
import sys
import time
from datetime import datetime, timezone
from types import SimpleNamespace


def make_django():
    import django
    from django.conf import settings
    from django.template import Context, Engine

    settings.configure(USE_TZ=True, TIME_ZONE="UTC")
    django.setup()
    engine = Engine()

    def compiled(text):
        template = engine.from_string(text)
        return lambda rows: template.render(Context({"rows": rows}))

    # Django's lookup asks for an item before it asks for an attribute.
    return compiled, lambda row: row


def make_jinja2():
    from jinja2 import Environment

    environment = Environment(autoescape=True, keep_trailing_newline=True)

    def compiled(text):
        template = environment.from_string(text)
        return lambda rows: template.render(rows=rows)

    # Jinja2 asks for an attribute before it asks for an item.
    return compiled, lambda row: SimpleNamespace(**row)


def revive(value):
    if "at" in value:
        value["at"] = datetime.fromtimestamp(value["at"] / 1000, timezone.utc)
    return value


def main():
    engine, file = sys.argv[1:]
    compiled, shaped = {"django": make_django, "jinja2": make_jinja2}[engine]()
    with open(file, encoding="utf-8") as source:
        pages = json.load(source, object_hook=lambda value: shaped(revive(value)) if "rows" not in value else value)
    drawn = [(compiled(page["template"]), page["rows"]) for page in pages]
    for line in sys.stdin:
        command, *numbers = line.split()
        draw, rows = drawn[int(numbers[0])]
        if command == "show":
            print(json.dumps(draw(rows)), flush=True)
            continue
        draws = int(numbers[1])
        started_at = time.perf_counter()
        for _ in range(draws):
            draw(rows)
        print((time.perf_counter() - started_at) * 1000 / draws, flush=True)


main()

"""Values and engines shared by everything that asks a real Django how it behaves.

Needs a Python with django==5.2.*. The spelling of values in JSON is described in
test/conformance/README.md.
"""

import datetime
import decimal
import hashlib
import json
import math
import re
import struct
import sys
import tempfile
import types
import uuid
import zoneinfo
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import django
from django.conf import settings

DEFAULT_SETTINGS = {
    "TIME_ZONE": "UTC",
    "USE_TZ": True,
    "USE_I18N": True,
    "LANGUAGE_CODE": "en-us",
    "STATIC_URL": "/static/",
    "MEDIA_URL": "/media/",
    "DEBUG": False,
}
DEFAULT_NOW = "2026-03-05T14:30:15.123456"
STANDARD_LIBRARIES = ("i18n", "l10n", "tz", "static", "cache")

if not settings.configured:
    settings.configure(
        SECRET_KEY="only for recording",
        ROOT_URLCONF="conformance_urls",
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        INTERNAL_IPS=["127.0.0.1"],
        **DEFAULT_SETTINGS,
    )
    django.setup()

from django.core.cache import cache  # noqa: E402
from django.http import HttpResponse, QueryDict  # noqa: E402
from django.template import Context, Engine, Library, RequestContext  # noqa: E402
from django.test import RequestFactory, override_settings  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from django.utils.functional import lazystr  # noqa: E402
from django.utils.html import format_html  # noqa: E402
from django.utils.safestring import SafeData, mark_safe  # noqa: E402


# --- values ---------------------------------------------------------------------------------------


def decode(value):
    """Turns the JSON spelling of a value into the value."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    mark = next((key for key in value if key.startswith("$")), None)
    if mark is None:
        return {key: decode(item) for key, item in value.items()}
    return DECODERS[mark](value[mark], value)


class Plain:
    """An instance of a class that has no text of its own."""

    def __init__(self, attributes):
        self.__dict__.update(attributes)


class Named(Plain):
    """An instance of a class with `__str__`."""

    def __init__(self, text, attributes):
        super().__init__(attributes)
        self._text = text

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"<Thing: {self._text}>"


class Markup:
    """An object that says itself how it looks in markup."""

    def __init__(self, html):
        self._html = html

    def __str__(self):
        return self._html

    def __html__(self):
        return self._html


class SilentError(Exception):
    silent_variable_failure = True


class LoudError(Exception):
    pass


def make_function(spec):
    """A function as a context holds one: see `$function` in test/conformance/README.md."""
    if "raises" in spec:
        error = SilentError if spec["raises"] == "silent" else LoudError

        def function(*_):
            raise error(spec.get("message", "raised by the value"))
    elif spec.get("needs"):

        def function(needed):
            return needed
    elif spec.get("counts"):
        calls = iter(range(1, 10_000))

        def function():
            return next(calls)
    else:
        result = decode(spec.get("returns"))

        def function():
            return result

    if spec.get("altersData"):
        function.alters_data = True
    if spec.get("doNotCall"):
        function.do_not_call_in_templates = True
        function.note = "not called"
    return function


def make_object(spec):
    attributes = {name: decode(item) for name, item in spec.get("attrs", {}).items()}
    text = spec.get("str")
    return Plain(attributes) if text is None else Named(text, attributes)


def make_datetime(text, spec):
    value = datetime.datetime.fromisoformat(text)
    if spec.get("zone"):
        value = value.astimezone(zoneinfo.ZoneInfo(spec["zone"]))
    elif value.tzinfo is not None and value.utcoffset() == datetime.timedelta(0):
        value = value.replace(tzinfo=datetime.timezone.utc)
    return value


def make_request(spec):
    request = RequestFactory().get(spec["path"], query_params=None)
    request.META["QUERY_STRING"] = spec.get("query", "")
    request.GET = QueryDict(spec.get("query", ""))
    return request


DECODERS = {
    "$safe": lambda text, _: mark_safe(text),
    "$lazy": lambda text, _: lazystr(text),
    "$float": lambda text, _: float(text),
    "$int": lambda text, _: int(text),
    "$decimal": lambda text, _: decimal.Decimal(text),
    "$datetime": make_datetime,
    "$date": lambda text, _: datetime.date.fromisoformat(text),
    "$time": lambda text, _: datetime.time.fromisoformat(text),
    "$timedelta_s": lambda seconds, _: datetime.timedelta(seconds=seconds),
    "$tuple": lambda items, _: tuple(decode(item) for item in items),
    "$set": lambda items, _: set(decode(item) for item in items),
    "$map": lambda pairs, _: {decode(key): decode(item) for key, item in pairs},
    "$range": lambda bounds, _: range(*bounds),
    "$bytes": lambda text, _: text.encode("latin-1"),
    "$uuid": lambda text, _: uuid.UUID(text),
    "$querydict": lambda text, _: QueryDict(text),
    "$request": lambda spec, _: make_request(spec),
    "$iterator": lambda items, _: iter([decode(item) for item in items]),
    "$object": lambda _name, spec: make_object(spec),
    "$function": lambda spec, _: make_function(spec),
    "$html": lambda html, _: Markup(html),
    "$template": lambda source, _: ENGINES[-1].from_string(source),
}

# The engine of the case being decoded, which compiles the templates that its context holds.
ENGINES = []


def encode(value):
    """Turns a value into its JSON spelling. The inverse of decode for what filters return."""
    if isinstance(value, SafeData):
        return {"$safe": str(value)}
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"$int": str(value)}
    if isinstance(value, float):
        return encode_float(value)
    if isinstance(value, decimal.Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, datetime.datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"$date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"$time": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"$timedelta_s": value.total_seconds()}
    if isinstance(value, tuple):
        return {"$tuple": [encode(item) for item in value]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return {"$set": [encode(item) for item in sorted(value, key=repr)]}
    if isinstance(value, range):
        return {"$range": [value.start, value.stop, value.step]}
    if isinstance(value, bytes):
        return {"$bytes": value.decode("latin-1")}
    if isinstance(value, QueryDict):
        return {"$querydict": value.urlencode()}
    if isinstance(value, dict):
        if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: encode(item) for key, item in value.items()}
        return {"$map": [[encode(key), encode(item)] for key, item in value.items()]}
    return {"$object": type(value).__name__, "str": str(value)}


def encode_float(value):
    is_plain = math.isfinite(value) and value != int(value)
    return value if is_plain else {"$float": repr(value)}


# --- the application that templates are rendered in -----------------------------------------------


def page(_request, **_values):
    return HttpResponse()


urls = types.ModuleType("conformance_urls")
urls.urlpatterns = [
    path("", page, name="home"),
    path("books/", page, name="books"),
    path("books/<int:id>/", page, name="book"),
    path("books/<int:id>/<slug:part>/", page, name="chapter"),
    path("tags/<str:name>/", page, name="tag"),
    path("files/<path:file>", page, name="file"),
    path("shop/", include(([
        path("basket/", page, name="basket"),
        path("<slug:slug>/", page, name="item"),
    ], "shop"))),
]
sys.modules[urls.__name__] = urls


def shop_library():
    """The library `shop`, written for the cases. test/conformance/fixtures/shop.ts is its twin."""
    library = Library()

    @library.filter(is_safe=True)
    def shout(value):
        return f"{value}!"

    @library.filter
    def repeat(value, times=2):
        return str(value) * int(times)

    @library.filter(is_safe=True, needs_autoescape=True)
    def emphasise(value, autoescape=True):
        from django.utils.html import conditional_escape

        text = conditional_escape(value) if autoescape else value
        return mark_safe(f"<em>{text}</em>")

    @library.filter(name="size")
    def size(value):
        return len(str(value))

    @library.simple_tag
    def price(amount, currency="EUR", digits=2):
        return f"{float(amount):.{digits}f} {currency}"

    @library.simple_tag
    def pair(first, second):
        return f"<{first}|{second}>"

    @library.simple_tag
    def link(text, **attributes):
        listed = "".join(f' {name}="{value}"' for name, value in attributes.items())
        return mark_safe(f"<a{listed}>") + format_html("{}</a>", text)

    @library.simple_tag
    def listed(*items, separator="/"):
        return separator.join(str(item) for item in items)

    @library.simple_tag(takes_context=True)
    def greeting(context, greeting="Hello"):
        return f"{greeting} {context.get('name', 'nobody')}"

    @library.inclusion_tag("shop/stars.html")
    def stars(count, of=5):
        return {"full": "*" * count, "empty": "-" * (of - count)}

    @library.inclusion_tag("shop/owner.html", takes_context=True)
    def owner(context, title):
        return {"title": title, "name": context.get("name")}

    @library.simple_block_tag
    def box(content, title="box"):
        return format_html("<div title='{}'>{}</div>", title, content)

    @library.simple_block_tag(takes_context=True, end_name="done")
    def quote(context, content, mark='"'):
        return f"{mark}{content}{mark} {context.get('name')}"

    return library


shop = types.ModuleType("conformance_shop")
shop.register = shop_library()
sys.modules[shop.__name__] = shop
SHOP_TEMPLATES = {
    "shop/stars.html": "{{ full }}{{ empty }}",
    "shop/owner.html": "<b>{{ title }}</b> {{ name }}{{ outside }}",
}


def make_engine(templates=None, options=None, string_if_invalid=""):
    """An engine whose templates are the ones given, by name."""
    options = options or {}
    return Engine(
        # As in a new project, where a template is compiled once however often it is included.
        loaders=[
            (
                "django.template.loaders.cached.Loader",
                [("django.template.loaders.locmem.Loader", {**SHOP_TEMPLATES, **(templates or {})})],
            )
        ],
        libraries={
            **{name: f"django.templatetags.{name}" for name in STANDARD_LIBRARIES},
            "shop": shop.__name__,
        },
        autoescape=options.get("autoescape", True),
        string_if_invalid=string_if_invalid,
        builtins=[f"django.templatetags.{name}" for name in options.get("builtins", [])],
    )


def render_case(case, string_if_invalid=None):
    """Renders a case, or a vector.

    Returns the kind of what happened, `render` or `compile_error`, and what to expect.
    """
    if string_if_invalid is None:
        given = case.get("string_if_invalid", "")
        string_if_invalid = given if isinstance(given, str) else given[0]
    templates = case.get("templates") or {"page": case["template"]}
    entry = case.get("entry") or next(iter(templates))
    with application(case.get("settings") or {}, case.get("now")):
        engine = make_engine(templates, case.get("options"), string_if_invalid)
        try:
            template = engine.get_template(entry)
        except Exception as error:  # noqa: BLE001
            return "compile_error", failure(error)
        try:
            return "render", {"output": template.render(make_context(case, engine))}
        except Exception as error:  # noqa: BLE001
            return "render", failure(error)


def make_context(case, engine):
    ENGINES.append(engine)
    try:
        values = decode(case.get("context") or {})
        autoescape = engine.autoescape
        if "request" not in case:
            return Context(values, autoescape=autoescape)
        context = RequestContext(decode(case["request"]), values, autoescape=autoescape)
        return context
    finally:
        ENGINES.pop()


def failure(error):
    message = re.sub(r"0x[0-9a-f]+", "0x…", str(error))
    mro = [kind.__name__ for kind in type(error).__mro__ if kind is not object]
    return {"error": {"type": type(error).__name__, "mro": mro, "message": message}}


@contextmanager
def application(changed, now=None):
    """The settings, catalogues, clock and empty cache in which one case is rendered."""
    changed = dict(changed)
    if "LOCALE" in changed:
        changed["LOCALE_PATHS"] = [message_folder(changed.pop("LOCALE"))]
    instant = datetime.datetime.fromisoformat(now or DEFAULT_NOW)
    cache.clear()
    with ExitStack() as stack:
        if changed:
            stack.enter_context(override_settings(**changed))
            if "TIME_ZONE" in changed:
                stack.enter_context(timezone.override(changed["TIME_ZONE"]))
        stack.enter_context(translation.override(settings.LANGUAGE_CODE))
        stack.enter_context(frozen(instant))
        yield


# --- the clock ------------------------------------------------------------------------------------


@contextmanager
def frozen(wall):
    """Stops the clock at a wall time of the default zone."""
    instant = wall.replace(tzinfo=timezone.get_default_timezone())

    class OfDatetime(type):
        def __instancecheck__(cls, value):
            return isinstance(value, datetime.datetime)

    class Frozen(datetime.datetime, metaclass=OfDatetime):
        @classmethod
        def now(cls, tz=None):
            return instant.replace(tzinfo=None) if tz is None else instant.astimezone(tz)

    module = types.SimpleNamespace(
        datetime=Frozen,
        date=datetime.date,
        time=datetime.time,
        timedelta=datetime.timedelta,
        timezone=datetime.timezone,
        tzinfo=datetime.tzinfo,
    )
    with mock.patch("django.template.defaulttags.datetime", Frozen), mock.patch(
        "django.utils.timesince.datetime", module
    ):
        yield


# --- translations ---------------------------------------------------------------------------------

MESSAGES = tempfile.TemporaryDirectory()


def message_folder(catalogues):
    """A folder with the catalogues of a case, as Django reads them."""
    name = hashlib.sha1(json.dumps(catalogues, sort_keys=True).encode()).hexdigest()
    folder = Path(MESSAGES.name) / name
    for language, catalogue in catalogues.items():
        file = folder / language / "LC_MESSAGES" / "django.mo"
        if not file.exists():
            file.parent.mkdir(parents=True)
            file.write_bytes(machine_object(messages_of(catalogue)))
    return str(folder)


def messages_of(catalogue):
    plural = catalogue.get("plural", "nplurals=2; plural=(n != 1);")
    messages = {"": f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural}\n"}
    for message, text in catalogue["messages"].items():
        if isinstance(text, list):
            message = f"{message}\0{message}"
            text = "\0".join(text)
        messages[message] = text
    return messages


def machine_object(messages):
    """The bytes of a gettext .mo file."""
    entries = sorted((key.encode(), text.encode()) for key, text in messages.items())
    count = len(entries)
    start = 7 * 4 + 16 * count
    keys, texts, data = b"", b"", b""
    for column in (0, 1):
        table = b""
        for entry in entries:
            table += struct.pack("<II", len(entry[column]), start + len(data))
            data += entry[column] + b"\0"
        if column == 0:
            keys = table
        else:
            texts = table
    header = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return header + keys + texts + data

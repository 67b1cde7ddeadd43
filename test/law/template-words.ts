/* What the law's templates are made of: what they show, ask, and go through. */

export const texts = ['a', ' b ', '&amp; ', '\n', '&copy', "it's", 'שלום ', '😀']
export const plainOutputs = [
  '{{ label }}',
  '{{ kind }}',
  '{{ forloop.counter }}',
  '{{ x.id }}',
  '{{ big }}',
]
export const outputs = [
  ...['{{ inline }}', '{{ inline }}', '{{ inline }}'],
  ...['{{ text }}', '{{ text }}', '{{ other }}', '{{ label|upper }}', '{{ forloop.counter }}'],
  ...[
    '{{ x }}',
    '{{ x.name }}',
    '{{ x.name }}',
    '{{ y }}',
    '{{ words|length }}',
    '{{ text|default:"-" }}',
  ],
  ...[
    '{{ there }}',
    '{{ turn }}',
    '{{ label|truncatechars:5 }}',
    '{{ other|linebreaksbr }}',
    '{{ key }}',
  ],
  ...[
    '{% cycle label "b" %}',
    '{% autoescape off %}{{ label }}{% endautoescape %}',
    '{{ group.grouper }}',
  ],
  ...['{{ when|date:"j. F Y H:i" }}', '{{ person }}', '{{ person.name }}', '{{ person.greeting }}'],
  ...['{{ big|floatformat:2 }}', '{{ big }}', '{% ifchanged %}{{ kind }}{% endifchanged %}'],
  ...[
    '{{ bag|join:", " }}',
    '{{ x.parentloop.counter }}',
    '{{ forloop.parentloop.counter }}',
    '{{ forloop.last }}',
  ],
  ...[
    '{% widthratio kind 3 100 %}',
    '{% firstof x.name label %}',
    '{{ pairs.one }}',
    '{{ child.name }}',
  ],
  ...['{{ favourite.name }}', '{{ favourite.name|upper }}', '{{ total }}', '{{ total|add:1 }}'],
]
/** Components, which may stand where text and markup may. */
export const components = [
  '{{ part }}',
  '{{ part }}',
  'a {{ part }} b',
  '{{ parts.0 }}{{ parts.1 }}',
  '{{ part }} and {{ parts.0 }}',
]
export const markups = [
  '<div>{{ html }}</div>',
  '{{ html }}',
  '<p>a {{ inline }} b</p>',
  '{{ html }} and {{ html|safe }}!',
  '<div>{{ text|linebreaks }}</div>',
]
export const styles = [
  '<style>{% if flag %}p > i { color: red }{% endif %}</style>',
  '<pre>\n{{ text }}</pre>',
]
export const conditions = [
  ...[
    'flag',
    'flag',
    'flag2',
    'not flag',
    'kind == 1',
    'kind > 1',
    'x.done',
    'x.done',
    'forloop.first',
  ],
  ...[
    'words',
    'items',
    'flag and flag2',
    'text',
    'label == "label"',
    'x.name',
    'forloop.last',
    'bag',
  ],
  ...['favourite.done', 'total > 3'],
]
export const loops = [
  ...[
    'x in words',
    'x in words',
    'x in rows',
    'x in rows',
    'x in items',
    'x in items',
    'x in items reversed',
  ],
  ...[
    'x in x.tags',
    'x in x.kids',
    'x in people',
    'x in bag',
    'key, x in pairs.items',
    'x in items|dictsort:"id"',
  ],
  ...['x in fixed', 'x in fixed', 'x in fixed', 'x in label|make_list'],
]
/** What hangs on an item and its place in a list alone. */
export const ownContents = [
  '{{ x.name }}',
  'a {{ x.name|upper }} {{ forloop.counter }}',
  '<b title="{{ x.id }}"{% if x.done %} hidden{% endif %}>{{ x.name }}</b>',
  '{% if x.done %}<i>{{ x.name }}</i>{% elif x.tags %}{{ x.tags.0 }}{% else %}none{% endif %}',
]
export const selections = [
  '{% if x.done %}selected{% endif %}',
  '{% if flag %}selected{% endif %} value="{{ x.id }}"',
  'value="{{ label }}" {% if kind == 1 %}selected{% endif %}',
  '{% if flag2 %}disabled{% endif %}',
]
export const fields = [
  '<input value="{{ text }}">',
  '<input{% if flag %} disabled{% endif %}>',
  '<input {% if flag %}value="{{ other }}"{% endif %} name="n{{ kind }}">',
  '<textarea>{{ text }}</textarea>',
  '<textarea>\n{{ other }} x</textarea>',
  '<textarea>{% if flag %}{{ label }}{% endif %}.</textarea>',
  '<input type="checkbox"{% if x.done %} checked{% endif %}>',
  '<input type="checkbox" {% if flag %}checked{% endif %} value="{{ kind }}">',
  '<input type="radio" name="r" value="1" {% if kind == 1 %}checked{% endif %}><input type="radio" name="r" value="2" {% if kind == 2 %}checked{% endif %}>',
  '<input type="hidden" value="{{ text }}">',
  '<input type="range" value="{{ kind }}">',
  '<button {% if flag %}disabled{% endif %}>{{ label }}</button>',
]
/**
 * Those that are without their state most of the time, outside of loops always. They say that the template writes it: the
 * law does not take the runtime's word for that.
 */
export const seldomFields = [
  '<input data-written type="checkbox" name="c"{% if x.done %} checked{% endif %}>',
  '<input data-written name="v"{% if x.id %} value="{{ x.id }}"{% endif %}>',
  '<textarea data-written name="t">{{ x.name }}</textarea>',
  '<input data-written type="radio" name="w" value="1"{% if x.done %} checked{% endif %}><input data-written type="radio" name="w" value="2"{% if x.id %} checked{% endif %}>',
]
export const attributes = [
  ' class="static"',
  ' class="{{ label }}"',
  ' title="a {{ text }} b"',
  " data-a='{{ other }}'",
  ' data-h="{{ html }}"',
  ' class="a{% if flag %} on{% endif %} b"',
  ' class="{% for x in words %}w{{ x }} {% endfor %}"',
  " class=\"{% cycle 'odd' 'even' %}\"",
  ' {% ifchanged x.done %}title="changed"{% endifchanged %}',
  '{% if flag %} hidden{% endif %}',
  '{% with z=label %}{% if flag %} data-z="{{ z }}{{ x.id }}"{% endif %}{% endwith %}',
  ' {% if flag2 %}title="{{ x }}"{% else %}lang="en"{% endif %}',
  '{% if x.done %} data-n="{{ forloop.counter }}"{% endif %}',
  ' {% if flag %}id="i" data-b="1"{% elif kind %}data-c="{{ kind }}"{% endif %}',
  ' title={{ text }} id=u ',
  ' lang=x-{{ kind }}{% if flag %}-on{% endif %} ',
  ' style="{% if flag %}color: red{% endif %}"',
]
/** Attributes that data names. */
export const freeAttributes = [
  '{% for name, value in free.items %} data-{{ name }}="{{ value }}"{% endfor %}',
  ' {% if flag2 %}{{ extra }}{% endif %}',
  ' {% if flag %}{{ extra }}{% endif %}',
  '{% if flag %}{% for name, value in free.items %} data-{{ name }}="{{ value }}"{% endfor %}{% endif %}',
  ' {{ extra }}',
]

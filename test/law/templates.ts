import type { LawTemplate } from './story.ts'

/** Templates with every kind of slot, in every kind of place. */
export const templates: readonly LawTemplate[] = [
  {
    name: 'texts',
    text: `<title>{{ text }} · it's a title</title>
<div dj-root><p>{{ text }}</p><p>a {{ text }} b</p><p>{{ text }}{{ other }}</p><p> {{ text }} and {{ other }}! </p>
<b>x</b>{{ other }}<i>y</i>{{ text }} &amp; &copy; tail{# note #}{{ label|upper }}<p>{{ label|length }}</p>
<pre>{{ text }}</pre><pre>
{{ other }}</pre><pre>

{{ other }}.</pre><pre>{{ other }}
</pre><div>{{ text|linebreaks }}</div><p>{{ text|default:"none" }}</p></div>`,
  },
  { name: 'a lone text', text: '{{ text }}' },
  { name: 'a text at the end of the body', text: '<p>{{ other }}</p>Count: {{ text }}' },
  {
    name: 'a document',
    text: `<!DOCTYPE html>
<html><head><title>{{ text }}</title></head>
<body class="{{ label }}">{% for word in words %}{{ word }}{% endfor %}</body>
</html>
`,
  },
  {
    name: 'attributes',
    text: `<div dj-root><p class="{{ label }}">1</p><p class="card {% if flag %}on{% endif %} {{ label }}">2</p>
<p {% if flag %}hidden{% endif %}>3</p><p{% if flag %} hidden{% endif %}{% if flag2 %} title="{{ text }}"{% endif %}>4</p>
<p {% if flag %}class="a" data-a="1"{% elif flag2 %}class="b"{% else %}{% if kind %}class="{{ kind }}"{% endif %}{% endif %}>5</p>
<p {% if flag %}title="one"{% endif %} {% if flag2 %}title="two"{% endif %}>6</p>
<p title='{{ html }}' data-x="{{ html }}">7</p><p title="{{ text }}{{ other }}" data-x='it&apos;s {{ text }}'>8</p>
<p class="{% for word in words %}w-{{ word }} {% endfor %}">9</p>
<a href="{{ address }}">10</a><a href="/x?a=1&copy=2&b={{ text }}" {% if flag %}ping="{{ address }}"{% endif %}>11</a>
<a href="{% url 'item' id=kind q=text %}">12</a>{% url 'item' kind as link %}<a href="{{ link }}#x">13</a><a href='{% static "a.png" %}?{{ text }}'>14</a></div>`,
  },
  {
    name: 'branches',
    text: `<div dj-root>
{% if flag %}<p>yes {{ text }}</p>{% endif %}
a{% if flag %}b{% endif %}c{% if flag %}{{ text }}{% else %}-{% endif %}d
{% if kind == 0 %}zero{% elif kind == 1 %}<b>one</b>{% elif kind == 2 %}{{ other }}<b>two</b>{{ text }}{% endif %}{{ text }}
<div>{% if flag %}{% if flag2 %}both{% else %}{{ label }} {% endif %}{% endif %}after</div>
<div>{% if flag %}{{ text }}{% endif %}</div><div>{% if flag2 %}{% if flag %}x{% endif %}<b>y</b>{% if kind %}{{ kind }}{% endif %}{% endif %}{{ other }}</div>
<p>x{% if flag %}{% endif %}y{% if flag2 %} {% endif %}</p>
{% if flag %}<!-- note -->{% endif %}{% if flag %}<pre>
<b>{{ text }}</b>
</pre>{% endif %}
</div>`,
  },
  {
    name: 'a list by id',
    text: `<ul dj-root>
  {% for item in items %}
    <li class="{% if item.done %}done{% endif %}">{{ forloop.counter }}. {{ item.name }} {% if forloop.last %}(last){% endif %}
      <input value="{{ item.name }}"><input type="checkbox" {% if item.done %}checked{% endif %}></li>
  {% empty %}
    <li>none, {{ text }}</li>
  {% endfor %}
</ul>`,
  },
  {
    name: 'a list by key',
    text: `<div dj-root>before {% for row in rows %}<p data-key="{{ row.key }}">{{ row.name }}</p>{% empty %}nothing{% endfor %} after
{% for item in items reversed %}{% with key=item.id %}<b dj-key="item-{{ key }}">{{ item.name }}</b>{% endwith %}, {% endfor %}end</div>`,
  },
  {
    name: 'a list by identity',
    text: `<div dj-root>{% for row in rows %}<i>{{ row.name }}</i> text {{ row.name }}<b>{% if row.done %}done{% endif %}</b>{% endfor %}
{% for row in rows %} {{ forloop.revcounter }}{% if row.done %}<u>{{ row.name }}</u>{% endif %} {% endfor %}tail
{% for row in rows %}{{ row.name }}{% empty %}{{ text }}{% endfor %}tail</div>`,
  },
  {
    name: 'rows of text',
    text: `<div dj-root>{% for word in words %}{{ word }}{% endfor %}|{% for word in words %}, {% endfor %}|{% for word in words %}
{{ word }}
{% empty %}
 no words
{% endfor %}
<p>{% for word in words %}{{ word }} {% endfor %}</p><p>{% for word in words %} {{ word }}{% if not forloop.last %},{% endif %}{% endfor %}</p>
{% for word in words reversed %}{% with a=word %} {{ a }}{% endwith %} {% with b=word %} <b>{{ b }}</b> {% endwith %} {% endfor %}.</div>`,
  },
  {
    name: 'a table',
    text: `<table dj-root><caption>{{ text }}</caption>
<thead><tr>{% for word in words %}<th>{{ word }}</th>{% endfor %}</tr></thead>
<tbody>
{% for item in items %}
  <tr {% if item.done %}class="done"{% endif %}><td>{{ item.id }}</td>{% if flag %}<td>{{ item.name }}</td>{% endif %}
  {% for tag in item.tags %}<td>{{ tag }}</td>{% endfor %}</tr>
  {% if item.done %}<tr><td colspan="{{ words|length }}">{{ text }}</td></tr>{% endif %}
{% empty %}<tr><td>none</td></tr>{% endfor %}
</tbody>{% if flag2 %}<tfoot><tr><td>{{ text }}</td></tr></tfoot>{% endif %}
</table>`,
  },
  {
    name: 'static rows before dynamic ones',
    text: `<table dj-root><tr><td>{{ text }}</td></tr>{% for row in rows %}<tr><td>{{ row.name }}</td></tr>{% endfor %}</table>`,
  },
  {
    name: 'choices',
    text: `<form dj-root><select name="a"><option value="">none</option>{% for item in items %}<option value="{{ item.id }}">{{ item.name }}</option>{% endfor %}</select>
<select name="b" multiple>{% for item in items %}{% if item.kids %}<optgroup label="{{ item.name }}">{% for kid in item.kids %}<option {% if kid.done %}selected{% endif %}>{{ kid.name }}</option>{% endfor %}</optgroup>
{% else %}<option{% if item.done %} selected{% endif %}>{{ item.name }}</option>{% endif %}{% endfor %}</select>
<datalist id="d">{% for word in words %}<option value="{{ word }}"></option>{% endfor %}</datalist></form>`,
  },
  {
    name: 'fields',
    text: `<form dj-root dj-submit="save"><input name="a" value="{{ text }}"><input name="b" {% if flag %}value="{{ other }}"{% endif %} {% if flag2 %}disabled{% endif %}>
<textarea name="c">{{ text }}</textarea><textarea name="d">
{{ other }} </textarea><textarea name="e">it's {% if flag %}{{ label }}{% endif %}</textarea>
<input type="checkbox" {% if flag %}checked{% endif %} value="{{ kind }}"><input type="hidden" value="{{ text }}">
{% if flag %}<input type="radio" name="r" value="1" {% if kind == 1 %}checked{% endif %}><textarea>{{ text }}</textarea>{% endif %}
<input type="range" value="{{ kind }}"><progress value="{{ kind }}" max="4"></progress><button {% if flag %}disabled{% endif %}>{{ label }}</button></form>`,
  },
  {
    name: 'fields with the names of what nodes can do',
    text: `<div dj-root>{% for item in items %}<form><input name="remove"><input name="after"><input name="before"><input name="append"><input name="contains">{{ item.name }}</form>{% endfor %}
{% if flag %}<form {% if flag2 %}hidden{% endif %}><button name="remove">{{ label }}</button><p>{{ text }}</p></form>{% endif %}</div>`,
  },
  {
    name: 'shapes',
    text: `<div dj-root><svg viewBox="0 0 {{ kind }} 1" class="{{ label }}">{% for item in items %}<circle r="{{ item.id }}"/><linearGradient id="g{{ item.id }}" gradientTransform="rotate({{ kind }})"><stop offset="0"/></linearGradient>{% endfor %}
{% if flag %}<g><text>{{ label }}</text><foreignObject><p>{{ other }}</p>{% if flag2 %}<div>{{ text }}</div>{% endif %}</foreignObject><use xlink:href="{{ address }}"/></g>{% endif %}
<title>{{ text }}</title><desc>{% if flag2 %}<b>{{ text }}</b>{% endif %}</desc>{% if flag2 %}<svg><path d="M{{ kind }}"/></svg>{% endif %}</svg>
{% if flag %}<math><mi>{{ text }}</mi>{% if flag2 %}<mn>{{ kind }}</mn>{% endif %}</math>{% endif %}</div>`,
  },
  {
    name: 'definitions',
    text: `<dl dj-root>{% for key, value in pairs.items %}<dt>{{ key }}</dt>
<dd>{{ value }}</dd>{% empty %}<dt>none</dt>{% endfor %}</dl>`,
  },
  {
    name: 'lists in branches in lists',
    text: `<div dj-root>{% for item in items %}<section><h2>{{ item.name }}</h2>{% if item.done %}<ul>{% for tag in item.tags %}<li>{{ tag }} of {{ item.name }} {{ forloop.parentloop.counter }}.{{ forloop.counter }}</li>{% endfor %}</ul>{% endif %}</section>
{% for kid in item.kids %}{{ kid.name }}{% if kid.done %}<b>{{ text }}</b>{% for word in words %}{{ word }},{% endfor %}{% endif %}{% empty %}no kids of {{ item.name }}{% endfor %}{% endfor %}</div>`,
  },
  {
    name: 'a tree',
    text: `<ul dj-root>{% include "node.html" with node=tree %}</ul>`,
    others: {
      'node.html': `<li>{{ node.name }}{% if node.children %}<ul>{% for child in node.children %}{% include "node.html" with node=child %}{% endfor %}</ul>{% endif %}</li>`,
    },
  },
  {
    name: 'a tree of texts',
    text: `<div dj-root>({% include "node.html" with node=tree depth=0 only %}) {{ text }}</div>`,
    others: {
      'node.html': `{{ node.name }}[{% for child in node.children %}{% include "./node.html" with node=child depth=forloop.counter only %}; {% endfor %}]{{ depth }}`,
    },
  },
  {
    name: 'tags that remember',
    text: `<div dj-root>{% cycle "x" "y" as turn %}{% for item in items %}<p class="{% cycle 'odd' 'even' %}" {% cycle 'data-a' 'data-b' as attr silent %}title="{{ attr }}">{{ item.name }}
{% ifchanged item.done %}<b>{{ item.done }}</b>{% else %}same {{ turn }}{% endifchanged %}
{% for tag in item.tags %}<i>{% cycle 1 2 3 %}{% ifchanged item.done %}!{% endifchanged %}{% ifchanged %}{{ tag }}{% endifchanged %}</i>{% endfor %}{% if item.done %}{% cycle turn %}{% resetcycle %}{% endif %}</p>{% endfor %}
{{ turn }}<ul>{% for word in words %}<li>{{ before }}{% firstof word text as before %}</li>{% endfor %}</ul>
{% if flag %}{% firstof text other as shown %}{% endif %}<p>{{ shown }}</p>{% for row in rows %}{% include "row.html" %}{% endfor %}</div>`,
    others: {
      'row.html':
        '<s>{% cycle "a" "b" %}{% ifchanged row.done %}{{ row.done }}{% endifchanged %}</s>',
    },
  },
  {
    name: 'rows that remember, with keys of their own',
    text: `<ul dj-root>{% for row in rows %}<li data-key="{{ row.key }}" class="{% if row.done %}{% cycle 'a' 'b' %}{% endif %}">{{ row.name }}{% ifchanged row.done %}:{{ row.done }}{% endifchanged %}</li>{% endfor %}</ul>`,
  },
  {
    name: 'bodies that tags work on',
    text: `<div dj-root>{% filter upper %}<p>{{ text }}</p> {{ label }}{% endfilter %}{% spaceless %} <p>  <b>{{ other }}</b> </p> {% if flag %}<i>{{ label }}</i>{% endif %}{% endspaceless %}
<p title="{% filter lower %}{{ label }} X{% endfilter %}">{% for word in words %}{% filter capfirst %}{{ word }}{% endfilter %}, {% endfor %}</p>
{% regroup items by done as groups %}{% for group in groups %}<h2>{{ group.grouper }}</h2>{% for item in group.list %}<p>{{ item.name }}</p>{% endfor %}{% endfor %}
{% autoescape off %}<p>{{ label }}</p><p title="{{ text }}"></p>{% endautoescape %}{% widthratio kind 3 100 %}</div>`,
  },
  {
    name: 'markup',
    text: `<div dj-root><div>{{ html }}</div><div>a {{ html }} b</div>{{ html }} and {{ html|safe }}!<p>{{ text|linebreaksbr }}</p>{{ text|linebreaks }}
<ul>{% for word in words %}<li>{{ word|safe }}</li>{% endfor %}</ul>{% for row in rows %}{{ row.name }}{% endfor %}{% if flag %}{{ html }}{% endif %}z<svg><g>{{ shape }}</g>{% if flag %}{{ shape }}{% endif %}</svg></div>`,
  },
  {
    name: 'attributes without quotes, and a style sheet',
    text: `<div dj-root><p title={{ text }} class=a-{{ kind }}{% if flag %}-on{% endif %} {% if flag %}lang={{ label }}{% endif %} hidden>a</p><a href={{ text }} id=b>b</a><style>{% if flag %}p > i { color: red }{% endif %}</style><p style="{% if flag %}color: red{% endif %}">{{ text }}</p></div>`,
  },
  {
    name: 'a child of a base',
    text: `{% extends "base.html" %}{% block title %}{{ block.super }}: {{ text }}{% endblock %}{% block main %}{% with name=text again=other %}<p>{{ name }} {{ again }}</p>{% include "part.html" with word=name only %}{% endwith %}{{ block.super }}{% endblock %}`,
    others: {
      'base.html': `<!DOCTYPE html><html lang="en"><head><title>{% block title %}Base{% endblock %}</title>{% djust_scripts %}</head><body dj-view="{{ dj_view_id }}">{% url 'home' as home %}
<main dj-root>{% block main %}{% if flag %}<a href="{{ home }}?{{ kind }}">{{ label }}</a>{% endif %}{% endblock %}</main></body></html>`,
      'part.html': `{% if word %}<b>{{ word }}{{ text }}</b>{% else %}-{% endif %}`,
    },
  },
  {
    // No line end in the first value of the <input>: what is drawn anew would not show the value after it.
    name: 'wrappers',
    text: `<div dj-root><section>{% if flag %}<div class="{{ label }}">{% else %}<p>{% endif %}{{ text }}<input value="{{ label }}">{% if flag %}</div>{% else %}</p>{% endif %}</section>
{% if flag2 %}<article class="on {{ label }}">{% else %}<article>{% endif %}{{ other }}<b>{{ text }}</b></article>
<ul>{% for item in items %}<li>{{ item.name }}{% endfor %}</ul><p>{{ text }}</p>
<div>{% for word in words %}{% if forloop.first %}<ol>{% endif %}<li>{{ word }}</li>{% if forloop.last %}</ol>{% endif %}{% endfor %}</div></div>`,
  },
  {
    name: 'tables without bodies',
    text: `<div dj-root><table class="{{ label }}">{% for item in items %}<tr class="{% cycle 'a' 'b' %}"><td>{{ item.name }}</td></tr>{% empty %}<tr><td>none</td></tr>{% endfor %}</table>
{% if flag %}<table>{% for word in words %}{% if forloop.counter0|divisibleby:2 %}<tr>{% endif %}<td>{{ word }}</td>{% if forloop.counter|divisibleby:2 %}</tr>{% endif %}{% endfor %}</table>{% endif %}
<div><table>{{ text }}<tbody>{% if flag2 %}<tr><td>{{ other }}</td></tr>{% endif %}</tbody></table></div>
<select>{% for item in items %}<option>{{ item.id }}{% if flag %}<option>{{ kind }}{% endif %}{% endfor %}</select></div>`,
  },
  {
    name: 'a coarse live part',
    text: `{% if flag %}<i>{% endif %}{{ text }}{% if flag %}</i>{% endif %}<pre>
{% if flag2 %}<b>{% endif %}{{ other }}{% if flag2 %}</b>{% endif %}</pre>`,
  },
]

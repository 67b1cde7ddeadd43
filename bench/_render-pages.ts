import { Random } from './_random.ts'

/** A page, as each engine's template says it. All draw the same bytes, entities aside. */
export interface RenderPage {
  readonly name: string
  /** The body for djust and Django. */
  readonly django: string
  /** The body for eta, where `it` also holds `etaFilters`. */
  readonly eta: string
  /** The body for Jinja2, where it is not Django's. */
  readonly jinja?: string
  /** The body for nunjucks, where it is not Django's. */
  readonly nunjucks?: string
  /** The body for liquidjs, which escapes where it is told to. */
  readonly liquid: string
  /** Rows of plain values; dates are Date objects. */
  makeRows(count: number): object[]
}

/** Texts, of which one in four needs escaping. */
const strings: RenderPage = {
  name: 'strings',
  django: `<ul>
{% for row in rows %}
<li><b>{{ row.name }}</b> {{ row.city }} <i>{{ row.email }}</i>
<p>{{ row.note }}</p> <small>{{ row.tag }}</small></li>
{% endfor %}
</ul>`,
  eta: `<ul>
<% for (const row of it.rows) { %>
<li><b><%= row.name %></b> <%= row.city %> <i><%= row.email %></i>
<p><%= row.note %></p> <small><%= row.tag %></small></li>
<% } %>
</ul>`,
  liquid: `<ul>
{% for row in rows %}
<li><b>{{ row.name | escape }}</b> {{ row.city | escape }} <i>{{ row.email | escape }}</i>
<p>{{ row.note | escape }}</p> <small>{{ row.tag | escape }}</small></li>
{% endfor %}
</ul>`,
  makeRows(count) {
    const random = new Random(count)
    return Array.from({ length: count }, (_, i) => ({
      name: random.words(2),
      city: random.pick(['Lisbon', 'Kraków', 'Aix-en-Provence', "L'Aquila"]),
      email: ['reader', i, '@example.org'].join(''),
      note: [random.words(8), random.pick(['', '.', '!', ' <soon> & "gladly"'])].join(''),
      tag: random.pick(['new', 'known', 'gone', 'R&D']),
    }))
  },
}

/** Numbers, dates, attributes, and six filters. */
const values: RenderPage = {
  name: 'values',
  django: `<table>
<tbody>
{% for row in rows %}
<tr id="row-{{ row.id }}" class="row {% if row.isLate %}late{% endif %}" title="{{ row.title }}">
<td>{{ row.id }}</td>
<td><a href="/items/{{ row.id }}/">{{ row.title|truncatechars:24 }}</a></td>
<td>{{ row.code|upper }}</td>
<td>{{ row.price|floatformat:2 }}</td>
<td>{{ row.stock }} piece{{ row.stock|pluralize }}</td>
<td>{{ row.at|date:"Y-m-d H:i" }}</td>
<td>{{ row.note|default:"none" }}</td>
</tr>
{% endfor %}
</tbody>
</table>`,
  jinja: `<table>
<tbody>
{% for row in rows %}
<tr id="row-{{ row.id }}" class="row {% if row.isLate %}late{% endif %}" title="{{ row.title }}">
<td>{{ row.id }}</td>
<td><a href="/items/{{ row.id }}/">{{ row.title|truncate(24, true, "…", 0) }}</a></td>
<td>{{ row.code|upper }}</td>
<td>{{ "%.2f"|format(row.price) }}</td>
<td>{{ row.stock }} piece{{ "" if row.stock == 1 else "s" }}</td>
<td>{{ row.at.strftime("%Y-%m-%d %H:%M") }}</td>
<td>{{ row.note|default("none", true) }}</td>
</tr>
{% endfor %}
</tbody>
</table>`,
  eta: `<table>
<tbody>
<% for (const row of it.rows) { %>
<tr id="row-<%= row.id %>" class="row <% if (row.isLate) { %>late<% } %>" title="<%= row.title %>">
<td><%= row.id %></td>
<td><a href="/items/<%= row.id %>/"><%= it.truncate(row.title, 24) %></a></td>
<td><%= row.code.toUpperCase() %></td>
<td><%= row.price.toFixed(2) %></td>
<td><%= row.stock %> piece<%= row.stock === 1 ? '' : 's' %></td>
<td><%= it.minute(row.at) %></td>
<td><%= row.note || 'none' %></td>
</tr>
<% } %>
</tbody>
</table>`,
  nunjucks: `<table>
<tbody>
{% for row in rows %}
<tr id="row-{{ row.id }}" class="row {% if row.isLate %}late{% endif %}" title="{{ row.title }}">
<td>{{ row.id }}</td>
<td><a href="/items/{{ row.id }}/">{{ row.title|cut(24) }}</a></td>
<td>{{ row.code|upper }}</td>
<td>{{ row.price|fixed(2) }}</td>
<td>{{ row.stock }} piece{{ "" if row.stock == 1 else "s" }}</td>
<td>{{ row.at|minute }}</td>
<td>{{ row.note|default("none", true) }}</td>
</tr>
{% endfor %}
</tbody>
</table>`,
  liquid: `<table>
<tbody>
{% for row in rows %}
<tr id="row-{{ row.id }}" class="row {% if row.isLate %}late{% endif %}" title="{{ row.title | escape }}">
<td>{{ row.id }}</td>
<td><a href="/items/{{ row.id }}/">{{ row.title | truncate: 24, "…" | escape }}</a></td>
<td>{{ row.code | upcase | escape }}</td>
<td>{{ row.price | fixed: 2 }}</td>
<td>{{ row.stock }} piece{% if row.stock != 1 %}s{% endif %}</td>
<td>{{ row.at | minute }}</td>
<td>{{ row.note | default: "none" | escape }}</td>
</tr>
{% endfor %}
</tbody>
</table>`,
  makeRows(count) {
    const random = new Random(count)
    return Array.from({ length: count }, (_, i) => ({
      id: i + 1,
      title: random.words(1 + random.below(6)),
      code: [random.pick(['ab', 'cd', 'ef']), random.below(1000)].join(''),
      price: random.below(100_000) / 100,
      stock: random.below(4),
      at: new Date(
        Date.UTC(2026, random.below(12), 1 + random.below(28), random.below(24), i % 60),
      ),
      note: random.pick(['', 'fragile', 'large']),
      isLate: random.below(2) === 0,
    }))
  },
}

/** Rows of six kinds, each with fields of its own in front: no field has one place in memory. */
const shapes: RenderPage = {
  name: 'shapes',
  django: `<ol>
{% for row in rows %}
<li id="row-{{ row.id }}">{{ row.kind }}: <b>{{ row.title }}</b>
{{ row.author.name }} {{ row.views }}{% if row.isNew %} new{% endif %}</li>
{% endfor %}
</ol>`,
  eta: `<ol>
<% for (const row of it.rows) { %>
<li id="row-<%= row.id %>"><%= row.kind %>: <b><%= row.title %></b>
<%= row.author.name %> <%= row.views %><% if (row.isNew) { %> new<% } %></li>
<% } %>
</ol>`,
  liquid: `<ol>
{% for row in rows %}
<li id="row-{{ row.id }}">{{ row.kind | escape }}: <b>{{ row.title | escape }}</b>
{{ row.author.name | escape }} {{ row.views }}{% if row.isNew %} new{% endif %}</li>
{% endfor %}
</ol>`,
  makeRows(count) {
    const random = new Random(count)
    return Array.from({ length: count }, (_, i) => makeEntry(i, random))
  },
}

function makeEntry(index: number, random: Random): object {
  const common = {
    id: index + 1,
    title: random.words(4),
    author: { name: random.words(2) },
    views: random.below(10_000),
    isNew: random.below(3) === 0,
  }
  switch (index % 6) {
    case 0:
      return { kind: 'article', ...common }
    case 1:
      return { minutes: 12, kind: 'film', ...common }
    case 2:
      return { startsOn: '2026-11-02', place: 'Delft', kind: 'event', ...common }
    case 3:
      return { born: 1975, city: 'Turin', role: 'author', kind: 'person', ...common }
    case 4:
      return { lat: 52, lon: 4, height: 3, country: 'NL', kind: 'place', ...common }
    default:
      return {
        price: 12,
        was: 20,
        until: '2026-12-01',
        sku: 'A1',
        left: 3,
        kind: 'offer',
        ...common,
      }
  }
}

export const renderPages: readonly RenderPage[] = [strings, values, shapes]

/** What the eta templates use in place of filters: written by hand, as fast as can be. */
export const etaFilters = {
  truncate: (text: string, length: number) =>
    text.length > length ? `${text.slice(0, length - 1)}…` : text,
  minute: (at: Date) => `${day(at)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
}

function day(at: Date): string {
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}

/** The filters that nunjucks and liquidjs lack, written like those. */
export const otherFilters = {
  cut: etaFilters.truncate,
  fixed: (value: number, digits: number) => value.toFixed(digits),
  minute: etaFilters.minute,
}

/** Puts the frame of a page around a body. djust would add what its own pages lack. */
export function withFrame(body: string, isDjust = false): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Rows</title>
${isDjust ? '{% djust_scripts %}' : ''}
</head>
<body dj-view="${isDjust ? '{{ dj_view_id }}' : ''}">
${body}
</body>
</html>
`
}

/** Spells the entities of quotes one way: engines differ in it. */
export function sameEntities(html: string): string {
  return html.replace(/&#x27;|&#39;/g, '&apos;').replace(/&#34;|&quot;/g, '&quot;')
}

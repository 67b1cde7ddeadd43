import { describe, expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'
import type { EscapingPlace } from './escaping.ts'

const context = {
  a: '<"\'>',
  hostile: 'a b=c `<>"\'',
  js: 'javascript:alert(1)',
  empty: '',
  yes: true,
  no: false,
  list: ['x', 'y'],
}

describe('a value in an attribute without quotes', () => {
  it.each([
    ['<p class={{ a }}>', '<p class=&lt;&quot;&#x27;&gt;>'],
    ['<p id=b class={{ hostile }} hidden>', true],
    ['<p class={{ hostile|safe }} hidden>', true],
    ['<p class={% autoescape off %}{{ hostile }}{% endautoescape %} hidden>', true],
    ['<p class={{ empty }} id=b>', '<p class="" id=b>'],
    ['<p class={% if no %}a{% endif %} id=b>', '<p class="" id=b>'],
    ['<p class=a{{ empty }} id=b>', '<p class=a id=b>'],
    ['<p class={{ yes }}-{% if yes %}on{% endif %}-c id=b>', '<p class=True-on-c id=b>'],
    ['<p class={% for x in list %}{{ x }}{% endfor %}>', '<p class=xy>'],
    ['<a href={{ js }}>', '<a href=about:blank#blocked>'],
    ['<a href=/{{ yes }}/>', '<a href=/True/>'],
    ['<p {% if yes %}class={{ a }}{% endif %} id=b>', '<p class=&lt;&quot;&#x27;&gt; id=b>'],
  ])('%s', (tag, drawn) => {
    const close = tag.startsWith('<a') ? '</a>' : '</p>'
    const html = draw(tag + close, context)
    if (drawn !== true) expect(html).toBe(drawn + close)
    else {
      const value =
        'a&#32;b&#61;c&#32;&#96;(?:&lt;|&#60;)(?:&gt;|&#62;)(?:&quot;|&#34;)(?:&#x27;|&#39;)'
      expect(html).toMatch(new RegExp(`^<p (?:id=b )?class=${value} hidden>`))
    }
  })

  it('cannot be ended by a branch', () => {
    expect(refusal('<p class=a{% if yes %}b c{% endif %}>').code).toBe('unbalanced')
    expect(refusal('<p class={% if yes %}"b"{% endif %}>').code).toBe('unbalanced')
  })
})

describe('an address', () => {
  it.each([
    '<a href="{{ js }}"></a>',
    '<a href="{{ js|safe }}"></a>',
    '<a href="java&#115;cript{{ colon }}alert(1)"></a>',
    '<a href="{{ coded|safe }}"></a>',
    '<area href="{{ js }}">',
    '<form action="{{ js }}"></form>',
    '<button formaction="{{ js }}"></button>',
    '<svg><a xlink:href="{{ js }}"></a></svg>',
    '<video poster="{{ js }}"></video>',
    '<object data="{{ js }}"></object>',
    '<img srcset="/a 1x, {{ js }} 2x">',
    '<base href="{{ js }}">',
    '<meta http-equiv="refresh" content="0; url={{ js }}">',
    '<meta content="0; url={{ js }}" http-equiv="Refresh">',
    '<meta http-equiv="{{ yes }}" content="0; url={{ js }}">',
    '<iframe src="data:text/html,{{ a }}"></iframe>',
    '<svg><set attributeName="href" to="{{ js }}"/></svg>',
  ])('%s runs nothing', (tag) => {
    const values = { ...context, colon: ':', coded: 'javascript&colon;alert(1)' }
    const html = draw(tag, values)
    expect(html).toContain('"about:blank#blocked"')
    expect(html).not.toContain('alert')
    const trusted = draw(tag, values, {}, { urls: 'django' })
    expect(trusted).not.toContain('blocked')
  })

  it('is not what a <meta> of another kind holds', () => {
    const html = draw('<meta name="description" content="{{ js }}">', context)
    expect(html).toContain('content="javascript:alert(1)"')
  })
})

describe('a choice between texts of the author', () => {
  it.each([
    ['<p style="{% if yes %}color: red{% endif %}"></p>', '<p style="color: red"></p>'],
    ['<p {% if yes %}onclick="b()"{% endif %}></p>', '<p onclick="b()"></p>'],
    ['<p onclick="{% if no %}a(){% else %}b(){% endif %}"></p>', '<p onclick="b()"></p>'],
    ['<p style="{% cycle "a" "b" %}"></p>', '<p style="a"></p>'],
    [
      '<p style="background: url({% static \'a.png\' %})"></p>',
      '<p style="background: url(/static/a.png)"></p>',
    ],
    ['<style>{% if yes %}a{}{% endif %}</style>', '<style>a{}</style>'],
  ])('is safe: %s', (text, drawn) => {
    expect(draw(text, context)).toBe(drawn)
  })
})

/** What Django would draw, and the setting that allows it. */
const relaxed: readonly (readonly [EscapingPlace, string, string])[] = [
  ['safeStrings', '<p title="{{ a|safe }}"></p>', '<p title="<"\'>"></p>'],
  ['safeStrings', '<textarea>{{ a|safe }}</textarea>', '<textarea><"\'></textarea>'],
  ['unquoted', '<p class={{ hostile }}></p>', '<p class=a b=c `&lt;&gt;&quot;&#x27;></p>'],
  ['unquoted', '<p class={{ empty }}></p>', '<p class=></p>'],
  ['urls', '<a href="{{ js }}"></a>', '<a href="javascript:alert(1)"></a>'],
  ['script', '<script>a = {{ a }}</script>', '<script>a = &lt;&quot;&#x27;&gt;</script>'],
  ['script', '<script>a = {{ a|safe }}</script>', '<script>a = <"\'></script>'],
  ['style', '<style>{{ a }}</style>', '<style>&lt;&quot;&#x27;&gt;</style>'],
  ['styleAttributes', '<p style="{{ a }}"></p>', '<p style="&lt;&quot;&#x27;&gt;"></p>'],
  ['handlers', '<p onclick="{{ a }}"></p>', '<p onclick="&lt;&quot;&#x27;&gt;"></p>'],
  [
    'srcdoc',
    '<iframe srcdoc="{{ a }}"></iframe>',
    '<iframe srcdoc="&lt;&quot;&#x27;&gt;"></iframe>',
  ],
  ['comments', '<!-- {{ a }} -->b', '<!-- &lt;&quot;&#x27;&gt; -->b'],
  ['comments', '<!--{% if yes %}a{% endif %}--!>b', '<!--a--!>b'],
  ['attributeNames', '<p {{ list.0 }}="{{ a }}"></p>', '<p x="&lt;&quot;&#x27;&gt;"></p>'],
]

describe('a place that is relaxed', () => {
  it.each(relaxed)('%s: %s', (place, text, drawn) => {
    expect(draw(text, context, {}, { [place]: 'django' })).toBe(drawn)
    expect(draw(text, context, {}, 'django')).toBe(drawn)
  })

  it.each(relaxed)('is strict without the setting %s: %s', (_, text, drawn) => {
    let html = ''
    try {
      html = draw(text, context)
    } catch {
      return
    }
    expect(html).not.toBe(drawn)
  })

  it('cannot be left by a branch', () => {
    const refused = (text: string): string => {
      try {
        draw(text, context, {}, 'django')
      } catch (error) {
        return (error as { code: string }).code
      }
      return ''
    }
    expect(refused('<!-- {% if yes %}-->{% endif %}')).toBe('unbalanced')
    expect(refused('{% if yes %}<!-- {{ a }}{% endif %} -->')).toBe('unbalanced')
    expect(refused('<script>{% if yes %}</script>{% endif %}')).toBe('unbalanced')
    expect(refused('<p {{ a }}{% if yes %}>{% endif %}></p>')).toBe('unbalanced')
    expect(refused('<h{{ a }}></h1>')).toBe('value_in_tag_name')
  })
})

describe('attributes that data names', () => {
  it.each([
    ['<p {{ n }}="x"></p>', { n: 'data-a' }, '<p data-a="x"></p>'],
    ['<p data-{{ n }}="x" id="b"></p>', { n: 'a' }, '<p data-a="x" id="b"></p>'],
    ['<p {{ n }} id="b"></p>', { n: 'hidden' }, '<p hidden id="b"></p>'],
    ['<p {{ n }}></p>', { n: 'hidden title=a' }, '<p hidden title=a></p>'],
    ['<p {{ n|safe }}></p>', { n: 'title="a b" lang=\'c\'' }, '<p title="a b" lang=\'c\'></p>'],
    ['<p id="b"{{ n|safe }}></p>', { n: ' title="a"' }, '<p id="b" title="a"></p>'],
    [
      '<p{% for k, v in n.items %} {{ k }}{% if v is not True %}="{{ v }}"{% endif %}{% endfor %}></p>',
      { n: { title: 'a"', hidden: true } },
      '<p title="a&quot;" hidden></p>',
    ],
    ['<p {{ n }} {{ m }}></p>', { n: 'hidden', m: 'title=a' }, '<p hidden title=a></p>'],
    ['<p {{ n }}\n {{ m }} id="b"></p>', { n: '', m: 'lang=a' }, '<p \n lang=a id="b"></p>'],
    ['<p a{{ n }}="x" {{ m }}="y"></p>', { n: 'b', m: 'lang' }, '<p ab="x" lang="y"></p>'],
    // what would run, or end the tag, is left out
    ['<p {{ n }}="x"></p>', { n: 'onclick' }, '<p ></p>'],
    ['<p {{ n }}="x" id="b"></p>', { n: 'ONCLICK' }, '<p  id="b"></p>'],
    ['<p on{{ n }}="x"></p>', { n: 'click' }, '<p ></p>'],
    ['<p {{ n }}="x"></p>', { n: 'dj-click' }, '<p ></p>'],
    ['<a {{ n }}="x"></a>', { n: 'href' }, '<a ></a>'],
    ['<p {{ n }}></p>', { n: 'title=a onclick=alert(1) lang=b' }, '<p  title=a lang=b></p>'],
    ['<p {{ n|safe }}></p>', { n: 'title="a"><script>' }, '<p ></p>'],
    ['<p {{ n|safe }}></p>', { n: 'lang=a x="' }, '<p  lang=a></p>'],
    ['<p {{ n }}="x" id="b"></p>', { n: 'id' }, '<p  id="b"></p>'],
  ])('%s with %j', (text, values, drawn) => {
    expect(draw(text, values, {}, { attributeNames: 'django' })).toBe(drawn)
  })

  it.each([
    '<p {{ n }} id="b" {{ m }}></p>',
    '<p {% for k, v in n.items %} {{ k }}="{{ v }}"{% endfor %} {% if m %}{{ m }}{% endif %}></p>',
  ])('come from one place of a tag: %s', (text) => {
    const compile = () => draw(text, {}, {}, { attributeNames: 'django' })
    expect(compile).toThrow(expect.objectContaining({ code: 'names_twice' }))
  })
})

import { describe, expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

/** Each is drawn byte for byte as it is written, apart from its values. */
describe('markup that is drawn as it is written:', () => {
  it.each([
    '<p class=a  id = "b" hidden data-x=\'c\'>x</p >',
    '<P CLASS="a">x</p>',
    '<br><br/><img src="a.png" / >',
    '<ul><li>a<li>b</ul>',
    '<p>a<div>b</div>',
    '<table><tr><td>a<td>b<tr><td>c</table>',
    '<dl><dt>a<dd>b<dt>c</dl>',
    '<select><option>a<option>b<optgroup label=c><option>d</select>',
    '<ruby>a<rt>b<rp>c</ruby>',
    '<a href="/">a</a > b < c <3 </ d>',
    '<!-- a --><!----><!--> -- <!--->',
    '<!--a--!>b',
    '<script>if (a < b) "<b>"</script><style>a > b {}</style>',
    '<textarea><b></textarea><textarea>\n a</textarea>',
    '<svg viewBox="0 0 1 1"><path d="M0"/><g></g></svg>',
    '<svg><foreignObject><p>a<div>b</div></foreignObject></svg>',
    '<math><mi>x</mi><mo>=</mo></math>',
    '<custom-element some-attribute></custom-element>',
    '<p @click="a" :b="c" v-on:d.e="f">x</p>',
    '<input value="a > b">',
    '<p title="&lt;&amp;&quot;">&copy; &</p>',
    '<button><p>a</p></button><p><button><div>a</div></button></p>',
    '<p><object><div>a</div></object></p>',
  ])('%s', (html) => {
    expect(draw(html)).toBe(html)
  })
})

describe('values in attributes', () => {
  it.each([
    ['<p class="{{ a }}">', '<p class="A">'],
    ["<p class='b {{ a }} c'>", "<p class='b A c'>"],
    ['<p class="{% if yes %}on{% endif %} b">', '<p class="on b">'],
    ['<p class="{% for x in list %}{{ x }} {% endfor %}">', '<p class="1 2 ">'],
    ['<p class="{% with b=a %}{{ b }}{% endwith %}">', '<p class="A">'],
    ['<p title="{{ nasty }}">', '<p title="&quot;&gt;&lt;&#x27;">'],
    ['<p title="{{ nasty|safe }}">', '<p title="&quot;><\'">'],
    ["<p title='{{ nasty|safe }}'>", "<p title='\"><&#x27;'>"],
    ['<p {% if yes %}hidden{% endif %}>', '<p hidden>'],
    ['<p {% if no %}hidden{% endif %}>', '<p >'],
    ['<p{% if yes %} hidden{% endif %}{% if no %} lang="en"{% endif %}>', '<p hidden>'],
    ['<p id=x{% if yes %} hidden{% endif %}>', '<p id=x hidden>'],
    ['<p hidden{% if yes %} id=x{% endif %}>', '<p hidden id=x>'],
    [
      '<p {% if no %}id="x"{% elif yes %}id="y" {% else %}{% if yes %}id=z {% endif %}{% endif %} hidden>',
      '<p id="y"  hidden>',
    ],
    ['<p {% url \'x\' as u %}title="{{ u }}">', '<p title="/x">'],
    ['<a href="{{ address }}">', '<a href="about:blank#blocked">'],
    ['<a href="  {{ address }}">', '<a href="about:blank#blocked">'],
    ['<a href="/?a=1&b={{ nasty }}">', '<a href="/?a=1&b=&quot;&gt;&lt;&#x27;">'],
    ['<a title="{{ address }}">', '<a title="javascript:alert(1)">'],
    ['<a href="javascript:void(0)">', '<a href="javascript:void(0)">'],
  ])('%s is drawn as %s', (tag, drawn) => {
    const context = {
      a: 'A',
      yes: true,
      no: false,
      list: [1, 2],
      nasty: '"><\'',
      address: 'javascript:alert(1)',
    }
    const close = tag.startsWith('<a') ? '</a>' : '</p>'
    expect(draw(tag + close, context)).toBe(drawn + close)
  })

  it('cannot end the text that they stand in', () => {
    const context = { a: '</textarea><script>' }
    expect(draw('<textarea>{{ a|safe }}</textarea>', context)).toBe(
      '<textarea>&lt;/textarea>&lt;script></textarea>',
    )
  })
})

describe('refused, with the place and what to write:', () => {
  it.each([
    // where a value would not be safe
    ['<p class={{ a }}>', 'unquoted_value', '1:10', 'Put quotes around it: name="{{ … }}".'],
    ['<p class=a{{ a }}>', 'unquoted_value', '1:11', 'Put quotes around it'],
    ['<p {{ a }}>', 'value_between_attributes', '1:4', 'Write the attributes out, with {% if %}'],
    [
      '<p {% for a in b %}hidden{% endfor %}>',
      'value_between_attributes',
      '1:4',
      'Write the attributes out',
    ],
    [
      '<p data-{{ a }}="b">',
      'value_in_name',
      '1:9',
      'Write each attribute with {% if %} around it.',
    ],
    ['<h{{ n }}>a</h1>', 'value_in_tag_name', '1:3', 'Choose between elements with {% if %}.'],
    ['<script>a = "{{ a }}"</script>', 'value_in_source', '1:14', 'Put it into a data-… attribute'],
    [
      '<style>a { color: {{ a }} }</style>',
      'value_in_source',
      '1:19',
      'Switch a class with {% if %}',
    ],
    ['<iframe>{{ a }}</iframe>', 'value_in_source', '1:9', 'cannot be made safe'],
    ['<!-- {{ a }} -->', 'value_in_comment', '1:1', 'Use {# … #} or {% comment %}.'],
    ['<p onclick="{{ a }}">', 'value_in_handler', '1:13', 'Use dj-click and dj-value-… instead.'],
    ['<p {% if a %}ONCLICK="b()"{% endif %}>', 'value_in_handler', '1:14', 'Use dj-click'],
    ['<p style="{{ a }}">', 'value_in_handler', '1:11', 'Switch classes instead.'],
    [
      '<iframe srcdoc="{{ a }}"></iframe>',
      'value_in_handler',
      '1:17',
      'Serve the document from a route.',
    ],
    // what does not balance
    [
      '{% if a %}<div>{% endif %}</div>',
      'unbalanced',
      '1:11',
      '{% if %} ends while <div> is open.',
    ],
    [
      '<div>{% if a %}</div>{% endif %}',
      'unbalanced',
      '1:16',
      'put the {% if %} into the attributes',
    ],
    [
      '{% for a in b %}<li>{% endfor %}',
      'unbalanced',
      '1:17',
      'Close it with </li> in the same branch',
    ],
    [
      '<ul>{% for a in b %}<li>{{ a }}{% endfor %}</ul>',
      'unbalanced',
      '1:21',
      'Close it with </li>',
    ],
    ['<div>', 'unbalanced', '1:1', 'Close it with </div>'],
    ['</div>', 'unbalanced', '1:1', '</div> closes nothing'],
    ['<b><i></b></i>', 'unbalanced', '1:7', '</b> comes while <i> is open.'],
    ['<span><p>a</span>', 'unbalanced', '1:11', '</span> comes while <p> is open.'],
    ['<p {% if a %}class="{% endif %}b">', 'unbalanced', '1:4', 'Put whole attributes into it'],
    ['<p {% if a %}title={% endif %}"b">', 'unbalanced', '1:4', 'Put whole attributes into it'],
    ['<p {% if a %}>{% endif %}</p>', 'unbalanced', '1:14', 'Close the {% if %} before ">".'],
    [
      '<p class="{% if a %}b" id="c{% endif %}">',
      'unbalanced',
      '1:21',
      'Put the whole of it on one side.',
    ],
    [
      '<title>{% if a %}</title>{% endif %}',
      'unbalanced',
      '1:18',
      'Put the whole of it on one side.',
    ],
    ['{% if a %}<p class="{% endif %}b"></p>', 'unbalanced', '1:11', 'inside a tag that it began'],
    [
      '{% if a %}<textarea>{% endif %}b</textarea>',
      'unbalanced',
      '1:11',
      'inside <textarea> that it began',
    ],
    ['<p class="a', 'unbalanced', '1:1', 'inside a tag'],
    // attributes
    ['<p class="a" class="b">', 'attribute_twice', '1:14', 'class="a {% if b %}c{% endif %}"'],
    [
      '<p class="a" {% if b %}class="c"{% endif %}>',
      'attribute_twice',
      '1:24',
      'Put the condition inside its quotes',
    ],
    ['<p {% if b %}class="c"{% endif %} class="a">', 'attribute_twice', '1:35', 'given twice'],
    ['<p {% if b %}class="c" class="d"{% endif %}>', 'attribute_twice', '1:24', 'given twice'],
    ['<p "a">', 'html_syntax', '1:4', 'Is a quote missing before it?'],
    ['<p =a>', 'html_syntax', '1:4', '"=" is not expected in this tag.'],
    [
      '<p{% if a %}hidden{% endif %}></p>',
      'html_syntax',
      '1:13',
      'Put one at the start of the {% if %}',
    ],
    [
      '<p {% if a %}hidden{% endif %}id="b"></p>',
      'html_syntax',
      '1:31',
      'runs into what stands before it',
    ],
    [
      '<p id=b{% if a %}hidden{% endif %}></p>',
      'html_syntax',
      '1:18',
      'runs into what stands before it',
    ],
    ['<p dj-value-itemId="1">', 'attribute_case', '1:4', 'Write dj-value-item-id'],
    ['<!DOCTYPE {{ a }}>', 'html_syntax', '1:1', 'is cut by'],
    ['<p>a</p{{ a }}>', 'html_syntax', '1:5', 'is cut by'],
    // what the browser would move, drop or end
    ['<table>{{ a }}</table>', 'html_nesting', '1:8', 'Put it into a cell.'],
    [
      '<table><tbody>{% if b %}{{ a }}{% endif %}</tbody></table>',
      'html_nesting',
      '1:25',
      'Put it into a cell.',
    ],
    ['<table>a</table>', 'html_nesting', '1:8', 'Text cannot stand directly in <table>'],
    [
      '<table><tbody>{% if a %}b{% endif %}</tbody></table>',
      'html_nesting',
      '1:25',
      'Text cannot stand',
    ],
    ['<table><div></div></table>', 'html_nesting', '1:8', 'Allowed are <caption>, <colgroup>'],
    [
      '<table>{% for a in b %}<tr></tr>{% endfor %}</table>',
      'html_nesting',
      '1:24',
      'Write <tbody> … </tbody> around it.',
    ],
    ['<div><tr></tr></div>', 'html_nesting', '1:6', 'It belongs in <thead>, <tbody>, <tfoot>.'],
    ['<tr><td></td></tr>', 'html_nesting', '1:1', 'It belongs in'],
    ['<select><div></div></select>', 'html_nesting', '1:9', 'Allowed are <option>'],
    [
      '<select><option><b>a</b></option></select>',
      'html_nesting',
      '1:17',
      'It holds nothing but text.',
    ],
    ['<p><span><div></div></span></p>', 'html_nesting', '1:10', 'Use <div> for the outer element.'],
    ['<p>{% if a %}<div></div>{% endif %}</p>', 'html_nesting', '1:14', 'Write </p> before it.'],
    ['<p>{% if a %}<b><ul></ul></b>{% endif %}</p>', 'html_nesting', '1:17', 'inside a paragraph'],
    ['<li>a{% if b %}<li>c</li>{% endif %}</li>', 'html_nesting', '1:16', 'Write </li> before it.'],
    ['<li><b><li>a</li></b></li>', 'html_nesting', '1:8', 'Put a list into it.'],
    ['<a href="/"><b><a href="/x">b</a></b></a>', 'html_nesting', '1:16', 'inside another <a>'],
    ['<form><div><form></form></div></form>', 'html_nesting', '1:12', 'inside another <form>'],
    [
      '<button>{% if a %}<button></button>{% endif %}</button>',
      'html_nesting',
      '1:19',
      'inside another <button>',
    ],
    ['<h1><h2>a</h2></h1>', 'html_nesting', '1:5', 'the browser ends <h1> before it'],
    ['<svg><div></div></svg>', 'html_nesting', '1:6', 'Put it into <foreignObject>.'],
    ['<image src="a.png">', 'html_nesting', '1:1', 'is obsolete'],
    ['<div><body></body></div>', 'html_nesting', '1:6', 'It belongs in <html>.'],
  ])('%s', (text, code, at, message) => {
    const closed = /^<(p|h)\b[^]*>$/.test(text) && !text.includes('</') ? `${text}</p>` : text
    const found = refusal(closed)
    expect([found.code, found.at]).toEqual([code, at])
    expect(found.message).toContain(message)
  })

  it('reads "<" before a value as text', () => {
    expect(draw('a <{{ b }}>', { b: 'c' })).toBe('a <c>')
  })

  it('names the template of an error inside an include', () => {
    expect(() =>
      draw('<p>{% include "x.html" %}</p>', {}, { 'x.html': '\n<i class={{ a }}></i>' }),
    ).toThrow(/x\.html:2:10/)
  })
})

describe('an include that stands inside itself', () => {
  const tree = (text: string) => `${text}{% if n %}{% include "t.html" with n=n.next %}{% endif %}`

  it('must hold whole elements', () => {
    const found = refusal('{% include "t.html" %}', {}, { 't.html': tree('<div>') })
    expect(found).toMatchObject({ code: 'unbalanced' })
  })

  it('knows the elements around it', () => {
    expect(
      draw('<svg>{% include "t.html" %}</svg>', {}, { 't.html': tree('<linearGradient/>') }),
    ).toBe('<svg><linearGradient/></svg>')
  })
})

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
    '<p x-on:click="a" :b="c" v-on:d.e="f">x</p>',
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
    ['<p{% with b=a %}{% if b %} class="{{ b }}"{% endif %}{% endwith %}>', '<p class="A">'],
    ['<p{% with b=a %}{% endwith %}>', '<p>'],
    ['<p{% if yes %} hid{% with b=a %}den{% endwith %}{% endif %}>', '<p hidden>'],
    [
      '<p hidden{% with b=a %}{% if yes %} id="{{ b }}"{% endif %}{% endwith %} lang="b">',
      '<p hidden id="A" lang="b">',
    ],
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
    ['<script>a = "{{ a }}"</script>', 'value_in_source', '1:14', 'Put it through escapejs'],
    ['<script>a = {{ a }}</script>', 'value_in_source', '1:13', 'Put it into a data-… attribute'],
    [
      '<svg><script>{{ a }}</script></svg>',
      'value_in_source',
      '1:14',
      'Put it into a data-… attribute',
    ],
    [
      '<svg><style>{{ a }}</style></svg>',
      'value_in_source',
      '1:13',
      'Switch a class with {% if %}',
    ],
    [
      '<style>a { color: {{ a }} }</style>',
      'value_in_source',
      '1:19',
      'Switch a class with {% if %}',
    ],
    ['<!-- {{ a }} -->', 'value_in_comment', '1:1', 'Use {# … #} or {% comment %}.'],
    ['<p onclick="{{ a }}">', 'value_in_handler', '1:13', 'Use dj-click and dj-value-… instead.'],
    ['<p {% if a %}ONCLICK="{{ a }}"{% endif %}>', 'value_in_handler', '1:23', 'Use dj-click'],
    ['<p style="{{ a }}">', 'value_in_handler', '1:11', 'Switch classes instead'],
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
    ['<p dj-value-itemId="1">', 'attribute_case', '1:4', 'Write dj-value-item-id'],
    ['<!DOCTYPE {{ a }}>', 'html_syntax', '1:1', 'is cut by'],
    ['<p>a</p{{ a }}>', 'html_syntax', '1:5', 'is cut by'],
  ])('%s', (text, code, at, message) => {
    const closed = /^<(p|h)\b[^]*>$/.test(text) && !text.includes('</') ? `${text}</p>` : text
    const found = refusal(closed)
    expect([found.code, found.at]).toEqual([code, at])
    expect(found.message).toContain(message)
  })

  it.each(['a <{{ b }}>', '<p>a </{{ b }}></p>', '{% if a %}<{% endif %}b'])(
    'reads no tag out of a "<" and a value: %s',
    (text) => {
      expect(refusal(text, { b: 'c' }).code).toBe('value_in_tag_name')
    },
  )

  it('reads a tag or comment that comes in several texts', () => {
    const nothing = '{% comment %}{% endcomment %}'
    const text = `<${nothing}p>a</${nothing}p><!-- ${nothing}b${nothing} -->`
    expect(draw(text)).toBe('<p>a</p><!-- b -->')
  })

  it('names the template of an error inside an include', () => {
    expect(() =>
      draw('<p>{% include "x.html" %}</p>', {}, { 'x.html': '\n<i style="{{ a }}"></i>' }),
    ).toThrow(/x\.html:2:11/)
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

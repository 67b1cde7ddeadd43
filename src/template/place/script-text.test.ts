import { describe, expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'
import { afterScriptText } from './script-text.ts'

describe('where a script has come to', () => {
  it.each([
    ['a = 1', 'code'],
    ['a = "', 'double quotes'],
    ["a = '", 'single quotes'],
    ['a = "\'', 'double quotes'],
    ['a = "\\"', 'double quotes'],
    ['a = "\\\\"', 'code'],
    ['a = "b"; // "', 'line comment'],
    ['// "\nb', 'code'],
    ['/* " */ \'', 'single quotes'],
    ['a = "<b/>', 'double quotes'],
    // which could be read in two ways
    ['a = /"/', 'unknown'],
    ['a = b / c', 'unknown'],
    ['a = `', 'unknown'],
    ['a = "\\', 'unknown'],
    ['a = "\n', 'unknown'],
    ['a <!-- "', 'unknown'],
    ['\n--> "', 'unknown'],
  ] as const)('%j: %s', (text, state) => {
    expect(afterScriptText(text, 'code')).toBe(state)
  })
})

describe('a value in a script', () => {
  it.each([
    ['<script>a = "{{ a|escapejs }}"</script>', '<script>a = "\\u0027\\u003B"</script>'],
    ["<script>a = 'x{{ a|escapejs }}y'</script>", "<script>a = 'x\\u0027\\u003By'</script>"],
    [
      '<script>{% if yes %}a = "{{ a|escapejs }}"{% else %}b = 1{% endif %}</script>',
      '<script>a = "\\u0027\\u003B"</script>',
    ],
    [
      '<script>a = [{% for b in list %}"{{ b|escapejs }}",{% endfor %}]</script>',
      '<script>a = ["1","2",]</script>',
    ],
    ['<script>a = "{% if yes %}b{% endif %}"</script>', '<script>a = "b"</script>'],
    ['<script>{% if yes %}a(){% endif %}</script>', '<script>a()</script>'],
    ['<script>fetch("{% url \'x\' %}")</script>', '<script>fetch("/x")</script>'],
    ["<script>a(`{% static 'b.js' %}`)</script>", '<script>a(`/static/b.js`)</script>'],
    ['<script>{% url "x" as u %}a = "{{ u|escapejs }}"</script>', '<script>a = "/x"</script>'],
  ])('%s is drawn as %s', (text, drawn) => {
    expect(draw(text, { a: "';", yes: true, list: [1, 2] })).toBe(drawn)
  })

  it.each([
    ['<script>a = {{ a }}</script>', '1:13'],
    ['<script>a = "{{ a }}"</script>', '1:14'],
    ['<script>a = {{ a|escapejs }}</script>', '1:13'],
    ['<script>a = `{{ a|escapejs }}`</script>', '1:14'],
    ['<script>a = /"/; b = {{ a|escapejs }}; c = "</script>', '1:22'],
    ['<script>a = "\\{{ a|escapejs }}"</script>', '1:15'],
    ['<script>{% if a %}"{% endif %}{{ a|escapejs }}</script>', '1:31'],
    ['<script>{% for b in a %}"{{ b|escapejs }}{% endfor %}</script>', '1:26'],
    ['<script>a = "{{ a|escapejs|upper }}"</script>', '1:14'],
    ["<script>a = '{% url 'x' a %}'</script>", '1:14'],
    ['<script>"{{ \'"\' }}{{ a|escapejs }}</script>', '1:19'],
    ['<p onclick="a(\'{{ a|escapejs }}\')"></p>', '1:16'],
  ])('%s is refused', (text, at) => {
    const { code, at: place } = refusal(text)
    expect([code.replace('_handler', '_source'), place]).toEqual(['value_in_source', at])
  })
})

import { describe, expect, it } from 'vitest'
import { refusal } from '../../test/support/templates.ts'

describe('a template is refused where', () => {
  it.each([
    ['{{ }}', 'empty_tag', '1:1', 'This variable tag is empty.'],
    ['a\n  {%  %}', 'empty_tag', '2:3', 'This block tag is empty.'],
    ['{% iff a %}', 'unknown_tag', '1:1', 'There is no tag {% iff %}. Did you mean "if"?'],
    ['{% djust_track_static %}', 'unknown_tag', '1:1', 'Remove it: an open page notices'],
    ['{% trans "a" %}', 'unknown_tag', '1:1', 'Write {% load i18n %} before it.'],
    ['{% if a %}', 'tag_not_closed', '1:1', '{% if %} is never closed. Add {% endif %}.'],
    ['{% for a in b %}{% if a %}{% endif %}', 'tag_not_closed', '1:1', 'Add {% endfor %}.'],
    ['{% endif %}', 'tag_not_open', '1:1', '{% endif %} closes nothing. No tag is open here.'],
    ['{% if a %}{% endfor %}', 'tag_not_open', '1:11', 'The open tag is {% if %}.'],
    ['{% for a in b %}{% else %}', 'tag_not_open', '1:17', 'The open tag is {% for %}.'],
    ['{% empty %}', 'tag_not_open', '1:1', 'No tag is open here.'],
    ['{% comment %}{{ a }}', 'tag_not_closed', '1:1', 'Add {% endcomment %}.'],
  ])('%s', (text, code, at, message) => {
    const found = refusal(text)
    expect(found).toMatchObject({ code, at })
    expect(found.message).toContain(message)
  })
})

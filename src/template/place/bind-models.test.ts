import { describe, expect, it } from 'vitest'
import { draw, program } from '../../../test/support/templates.ts'

const context = {
  name: 'A & "B"',
  bio: '<b>',
  on: true,
  size: 2,
  sizes: [1, 2, 3],
  days: ['Mon', 'a  b'],
  csrf_token: 'T',
}

describe('a field with dj-model shows what the view holds:', () => {
  it.each([
    ['<input dj-model="name">', '<input dj-model="name" value="A &amp; &quot;B&quot;">'],
    ['<input dj-model="missing" />', '<input dj-model="missing"  value=""/>'],
    ['<textarea dj-model="bio"></textarea>', '<textarea dj-model="bio">&lt;b&gt;</textarea>'],
    ['<input type="checkbox" dj-model="on">', '<input type="checkbox" dj-model="on" checked>'],
    ['<input type="checkbox" dj-model="name">', '<input type="checkbox" dj-model="name">'],
    [
      '<input type=radio value=2 dj-model=size><input type=radio value="3" dj-model=size name=s>',
      '<input type=radio value=2 dj-model=size checked name="dj-model:size"><input type=radio value="3" dj-model=size name=s>',
    ],
    [
      '<select dj-model="size">{% for s in sizes %}<option value="{{ s }}">{{ s }}</option>{% endfor %}</select>',
      '<select dj-model="size"><option value="1">1</option><option value="2" selected>2</option><option value="3">3</option></select>',
    ],
    [
      '<select dj-model="days" multiple><optgroup><option>Mon<option>Tue<option> a\n b </optgroup></select>',
      '<select dj-model="days" multiple><optgroup><option selected>Mon<option>Tue<option> a\n b </optgroup></select>',
    ],
    [
      '<select dj-model="name"><option value="A &amp; &quot;{{ days.0 }}"></select>',
      '<select dj-model="name"><option value="A &amp; &quot;Mon"></select>',
    ],
    [
      '<form dj-submit="save"><input dj-model="name" name="title"><input dj-model.lazy="bio"></form>',
      '<form dj-submit="save" method="post" action="?_event=save"><input type="hidden" name="csrfmiddlewaretoken" value="T"><input dj-model="name" name="title" value="A &amp; &quot;B&quot;"><input dj-model.lazy="bio" value="&lt;b&gt;" name="dj-model:bio" dj-model="bio" dj-timing="dj-model debounce"></form>',
    ],
  ])('%s', (template, html) => {
    expect(draw(template, context)).toBe(html)
  })

  it('also where its element has no certain place', () => {
    const loose = (content: string) =>
      /<div>(.*)<\/div>/.exec(
        draw(`<div>{% if no %}<p>{% endif %}${content}{% if no %}</p>{% endif %}</div>`, context),
      )![1]
    const select = (options: string) => `<select dj-model="size">${options}</select>`
    expect(loose(select('{% for s in sizes %}<option value="{{ s }}">{{ s }}{% endfor %}'))).toBe(
      select('<option value="1">1<option value="2" selected>2<option value="3">3'),
    )
    expect(loose(select('<option>1</option><option>2<option>{{ sizes.2 }}'))).toBe(
      select('<option>1</option><option selected>2<option>3'),
    )
    expect(
      loose('<form dj-submit="save"><b><input dj-model="name"></b></form><input dj-model="on">'),
    ).toBe(
      '<form dj-submit="save" method="post" action="?_event=save"><input type="hidden" name="csrfmiddlewaretoken" value="T"><b><input dj-model="name" value="A &amp; &quot;B&quot;" name="dj-model:name"></b></form><input dj-model="on" value="true">',
    )
  })

  it('whatever the language of the page', () => {
    const german = '{% load l10n %}{% localize on %}<input dj-model="price">{% endlocalize %}'
    expect(draw(german, { price: 1234.5 })).toContain('value="1234.5"')
  })
})

describe('a field cannot be bound', () => {
  it.each([
    ['<input dj-model>', 'names no field'],
    ['<input dj-model="a.b">', 'names no field'],
    ['<input dj-model="{{ name }}">', 'names no field'],
    ['<div dj-model="name"></div>', 'stands on <div>'],
    ['<input dj-model="name" value="x">', 'Remove value'],
    ['<input type="checkbox" dj-model="on" checked>', 'Remove checked'],
    ['<input type="checkbox" dj-model="on" {% if on %}checked{% endif %}>', 'Remove checked'],
    ['<select dj-model="size"><option selected>1</option></select>', 'Remove selected'],
    ['<textarea dj-model="bio">x</textarea>', 'leave it empty'],
    ['<input type="radio" dj-model="size">', 'what the button stands for'],
    ['<input type="{{ t }}" dj-model="size">', 'the type of its field'],
    ['<input type="file" dj-model="name">', 'Write dj-upload'],
    ['<input dj-model="name" dj-model.lazy="name">', 'Keep one'],
    ['<input dj-model.slow="name">', 'no modifier "slow"'],
    ['<input dj-model.debounce="name">', 'debounce-300'],
    ['<input dj-model.debounce-300.lazy="name">', 'no modifier'],
    [
      '<select dj-model="a"><option value="x{% if a %}{% endif %}">y</select>',
      'Work it out before',
    ],
    ['<select dj-model="a"><option>{% if a %}b{% endif %}</option></select>', 'more than text'],
  ])('%s', (template, message) => {
    expect(() => program(template)).toThrow(
      expect.objectContaining({ code: 'bad_model', message: expect.stringContaining(message) }),
    )
  })
})

import { expect, it } from 'vitest'
import { draw, program, refusal } from '../../test/support/templates.ts'

const features = (text: string) => program(`<p>${text}</p>`).compiled.layout.features

it('shortcuts are keys that are pressed anywhere, but in fields', () => {
  expect(draw('<p dj-shortcut="Shift+Ctrl+K:open:prevent, escape:close">x</p>')).toContain(
    ' dj-window-keydown.ctrl+shift+k.prevent.free="open" dj-window-keydown.escape.free="close" dj-outside=""',
  )
  expect(draw('<p dj-shortcut="?:help" dj-shortcut-in-input>x</p>')).toContain(
    'dj-window-keydown.?="help"',
  )
})

it('what happens outside of an element is marked, and tells the file that it needs', () => {
  expect(draw('<p dj-click-away="a">x</p><p dj-keydown="b">y</p>')).toBe(
    '<p dj-click-away="a" dj-outside="">x</p><p dj-keydown="b">y</p>',
  )
  expect(features('<b dj-keydown.enter="a">x</b>')).toEqual(['triggers'])
  expect(features('<b dj-window-scroll="a">x</b>')).toEqual(['timing', 'triggers'])
  expect(draw('<p dj-window-scroll="a">x</p>')).toContain(
    'dj-timing="dj-window-scroll throttle 150 1 1"',
  )
})

it('names its handlers', () => {
  const text =
    '<p dj-shortcut="k:one" dj-keyup.f1="two" dj-poll="three" dj-window-click="{% if a %}four{% endif %}">'
  expect(program(text).compiled.handlers.map(({ name }) => name)).toEqual([
    'two',
    'three',
    'four',
    'one',
  ])
})

it.each([
  ['dj-keydown.entr="a"', 'unknown_key', 'Did you mean "enter"?'],
  ['dj-keydown.esc="a"', 'unknown_key', 'Write "escape".'],
  ['dj-keydown.down="a"', 'unknown_key', 'Write "arrowdown".'],
  ['dj-keydown.shift+ctrl+k="a"', 'unknown_key', 'Write "ctrl+shift+k"'],
  ['dj-keydown.prevent.enter="a"', 'unknown_key', 'behind the keys'],
  ['dj-keyup.free="a"', 'unknown_key', '"free" is no key'],
  ['dj-shortcut="cmd+k:open"', 'unknown_key', 'Write "meta".'],
  ['dj-shortcut="ctrl+k open"', 'bad_directive_value', '"ctrl+k open" is not keys'],
  ['dj-shortcut="ctrl+k:open:stop"', 'bad_directive_value', 'perhaps "prevent"'],
  ['dj-shortcut="{{ a }}"', 'directive_not_fixed', 'Write it out'],
  ['dj-poll="a" dj-poll-interval="5"', 'bad_directive_value', '100 or more'],
  ['dj-poll-interval="500"', 'directive_alone', 'beside dj-poll'],
  ['dj-blur.enter="a"', 'unknown_directive', 'dj-blur has no modifiers'],
  ['dj-window-scrol="a"', 'unknown_directive', 'Did you mean "dj-window-scroll"?'],
])('mistakes are refused: %s', (attribute, code, message) => {
  expect(refusal(`<main><p ${attribute}>x</p></main>`)).toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})

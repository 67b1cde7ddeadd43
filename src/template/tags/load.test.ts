import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each(['{% load djust_tags %}', '{% load static djust_tags %}'])(
  '%s leaves nothing behind',
  (text) => expect(draw(`a${text}b`)).toBe('ab'),
)

it.each([
  ['{% load %}', 'tag_arguments', '1:1', '{% load library %}'],
  ['{% load a from static %}', 'unknown_tag', '1:9', 'has no tag or filter "a"'],
  ['{% load statc %}', 'unknown_library', '1:9', 'Did you mean "static"?'],
  ['{% load a from humanize %}', 'unknown_library', '1:16', '"humanize"'],
])('%s is refused', (text, code, at, message) => {
  const found = refusal(text)
  expect(found).toMatchObject({ code, at })
  expect(found.message).toContain(message)
})

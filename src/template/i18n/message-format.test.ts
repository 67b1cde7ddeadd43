import { expect, it } from 'vitest'
import { formatMessage } from './message-format.ts'

const values = new Map([
  ['name', 'Ada'],
  ['f(x)', '!'],
  ['percent', '%(name)s'],
])

it.each([
  ['Hello %(name)s', 'Hello Ada'],
  ['100%% of %(name)s', '100% of Ada'],
  ['%%(name)s', '%(name)s'],
  ['%(f(x))s', '!'],
  ['%(percent)s', '%(name)s'],
  ['', ''],
])('fills %s', (message, text) => expect(formatMessage(message, values)).toBe(text))

it.each(['%(other)s', '100%', '% (name)s', '%s', '%d', '%(name)d', '%(name', '%(constructor)s'])(
  'does not fill %s',
  (message) => expect(formatMessage(message, values)).toBeNull(),
)

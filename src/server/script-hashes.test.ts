import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { allowScripts } from './script-hashes.ts'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('a policy lets the scripts of templates run', () => {
  it.each([
    ["script-src 'self'", `script-src 'self' ${hash('a()')}`],
    [
      "img-src *; Script-Src 'self' ; object-src 'none'",
      `img-src *; Script-Src 'self' ${hash('a()')}; object-src 'none'`,
    ],
    [
      "script-src 'self'; script-src-elem 'self'",
      `script-src 'self'; script-src-elem 'self' ${hash('a()')}`,
    ],
    ["default-src 'self'", `default-src 'self'; script-src 'self' ${hash('a()')}`],
  ])('%s', (policy, allowed) => {
    expect(allowScripts(policy, ['a()'])).toBe(allowed)
  })

  it('as browsers read their lines', () => {
    expect(allowScripts("script-src 'self'", ['a\r\nb\rc'])).toBe(
      `script-src 'self' ${hash('a\nb\nc')}`,
    )
  })
})

it.each(["script-src 'self' 'unsafe-inline'", "script-src 'none'", "img-src 'self'", ''])(
  'a policy that says enough stays what it is: %j',
  (policy) => {
    expect(allowScripts(policy, ['a()'])).toBe(policy)
  },
)

it('a policy of pages without scripts stays what it is', () => {
  expect(allowScripts("script-src  'self';", [])).toBe("script-src  'self';")
})

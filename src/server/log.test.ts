import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConfigError, HandlerError, ProtocolError, TemplateError } from '../shared/errors.ts'
import { logError } from './log.ts'

let logged = ''
beforeEach(() => {
  logged = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    logged += String(text)
    return true
  })
})
afterEach(() => void vi.restoreAllMocks())

it.each([
  new HandlerError('bad_params', 'List.add did not get its parameters:\n  - "x" is missing'),
  new ProtocolError('bad_address', 'no\naddress'),
])('takes one line for a mistake of the browser', (error) => {
  logError('List: event 3', error)
  expect(logged).toMatch(/^djust: List: event 3: [^\n]+\n$/)
})

it('cannot be made to write what a browser likes', () => {
  const name = `${'x'.repeat(100)}\n\u001b[2Jdjust: all is well`
  logError('List: event 3', new HandlerError('not_callable', `no handler "${name}"`))
  expect(logged.match(/\n/g)).toHaveLength(1)
  logged = ''
  logError('GET /', new Error(name))
  expect(logged).not.toMatch(/\u001b|\ndjust/)
})

it('takes time that grows with the length of a message only', () => {
  const startedAt = performance.now()
  logError('List', new HandlerError('bad_params', `"${' '.repeat(200_000)}" is missing`))
  expect(performance.now() - startedAt).toBeLessThan(500)
  expect(logged.length).toBeLessThan(2_000)
})

describe('a mistake of the application', () => {
  it('comes with its stack and its causes', () => {
    const cause = new Error('no database')
    logError('GET /', new ConfigError('bad', 'Cannot start.', { cause }))
    expect(logged).toMatch(/^djust: GET \/: ConfigError: Cannot start\.\n/)
    expect(logged).toMatch(/Caused by: Error: no database\n {6}at .*log\.test\.ts/)
  })

  it('in a template comes with its line and not with the whole template', () => {
    const source = `{{ a|b }}\n${'<p></p>\n'.repeat(100)}`
    const at = { file: 'list.html', source, start: 0, end: 9 }
    logError('List', new TemplateError('unknown_filter', 'There is no filter "b".', at))
    expect(logged).toContain('> 1 | {{ a|b }}')
    expect(logged.match(/<p>/g)!.length).toBeLessThan(5)
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['text', 'text'],
    ['a number', 3n],
    ['what has no text', Object.create(null)],
    [
      'what throws in turn',
      {
        get name() {
          throw new Error('no')
        },
      },
    ],
  ])('may be anything: %s', (_, thrown) => {
    logError('List', thrown)
    expect(logged).toMatch(/^djust: List: ./)
  })
})

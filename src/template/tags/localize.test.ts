import { expect, it } from 'vitest'
import { drawFor, refusalFor } from '../../../test/support/readers.ts'
import { Float } from '../values/float.ts'
import { markSafe } from '../values/safe-string.ts'

const context = {
  number: new Float(1234.5),
  moment: new Date('2026-01-02T15:04:05Z'),
  text: '<x>',
  safe: markSafe('<x>'),
  nothing: null,
  yes: true,
}

// The outputs are those of Django 5.2.
it.each([
  ['{{ number }}', '1234,5'],
  ['{% localize off %}{{ number }}{% endlocalize %}{{ number }}', '1234.51234,5'],
  ['{% localize off %}{% localize %}{{ number }}{% endlocalize %}{% endlocalize %}', '1234,5'],
  ['{% localize on %}{{ number }}{% endlocalize %}', '1234,5'],
  ['{% localize off %}{{ number|localize }}{% endlocalize %}', '1234,5'],
  ['{{ number|unlocalize }}', '1234.5'],
  ['{{ text|localize }}{{ safe|localize }}{{ text|unlocalize }}', '&lt;x&gt;<x>&lt;x&gt;'],
  ['{{ nothing|localize }}{{ yes|unlocalize }}[{{ missing|localize }}]', 'NoneTrue[]'],
])('%s shows %j', (text, shown) => expect(drawFor(text, context)).toBe(shown))

it('shows an instant in UTC where a filter writes it', () => {
  const text = '{{ moment|localize }}|{{ moment|unlocalize }}'
  expect(drawFor(text, context, { env: { locale: 'en', timeZone: 'Europe/Paris' } })).toBe(
    'Jan. 2, 2026, 3:04 p.m.|Jan. 2, 2026, 3:04 p.m.',
  )
})

it.each(['{% localize maybe %}', '{% localize on off %}', '{% localtime 5 %}'])(
  '%s is refused',
  (text) => {
    const found = refusalFor(`${text}{% endlocalize %}`)
    expect(found).toMatchObject({ code: 'tag_arguments' })
    expect(found.message).toMatch(/\{% (\w+) on %\} or \{% \1 off %\}/)
  },
)

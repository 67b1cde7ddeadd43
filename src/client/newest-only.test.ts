import { expect, it } from 'vitest'
import { NewestOnly } from './newest-only.ts'
import type { UserEvent } from './user-event.ts'

/** Sends texts and keeps how to end each. */
function recorder() {
  const sent: string[] = []
  const end: Record<string, () => void> = {}
  const sending = (text: string) => (ended: () => void) => {
    sent.push(text)
    end[text] = ended
  }
  return { sent, end, sending }
}

const field = {} as Element

it('sends the first at once, and of those after it the newest when the first has ended', () => {
  const { sent, end, sending } = recorder()
  const typed = new NewestOnly()
  for (const text of ['a', 'ab', 'abc']) typed.send(field, {} as UserEvent, sending(text))
  expect(sent).toEqual(['a'])
  end.a!()
  expect(sent).toEqual(['a', 'abc'])
  end.abc!()
  typed.send(field, {} as UserEvent, sending('x'))
  expect(sent).toEqual(['a', 'abc', 'x'])
})

it('does not let one field wait for another', () => {
  const { sent, sending } = recorder()
  const typed = new NewestOnly()
  typed.send(field, {} as UserEvent, sending('a'))
  typed.send({} as Element, {} as UserEvent, sending('b'))
  expect(sent).toEqual(['a', 'b'])
})

it('sends what waits, once, before something else is sent', () => {
  const { sent, end, sending } = recorder()
  const typed = new NewestOnly()
  typed.send(field, {} as UserEvent, sending('a'))
  typed.send(field, {} as UserEvent, sending('ab'))
  typed.flush()
  expect(sent).toEqual(['a', 'ab'])
  end.a!()
  end.ab!()
  typed.flush()
  expect(sent).toEqual(['a', 'ab'])
})

import { describe, expect, it } from 'vitest'
import { eventHandler } from './event-handler.ts'
import { handlerTable } from './handler-table.ts'
import { handlers } from './handlers.ts'
import { LiveView } from './live-view.ts'
import { debounce, throttle } from './timing-decorators.ts'
import { timingsOf } from './handler-timings.ts'

class TimedView extends LiveView {
  static handlers = handlers<TimedView>()({ listed: { throttle: 50 } })

  @debounce(500) plain() {}
  @debounce bare() {}
  @debounce(500, { maxWait: 2000 }) bounded() {}
  @throttle(250, { leading: false }) late() {}
  @throttle often() {}
  @debounce(40) @eventHandler({ params: { q: 'str' } }) above({ q }: { q: string }) {
    return q
  }
  @eventHandler({ params: { q: 'str' } }) @debounce(40) below({ q }: { q: string }) {
    return q
  }
  listed() {}
  @eventHandler none() {}
}

describe('a handler that says when it is called', () => {
  it('is one, with its other options, whatever stands above', () => {
    const table = handlerTable(TimedView)
    expect(table.get('above')?.options).toEqual(table.get('below')?.options)
    expect(table.get('above')?.options).toEqual({
      params: { q: 'str' },
      debounce: { wait: 40 },
    })
  })

  it('tells the browser', () => {
    expect(Object.fromEntries(timingsOf(handlerTable(TimedView)))).toEqual({
      plain: 'debounce 500',
      bare: 'debounce 300',
      bounded: 'debounce 500 2000',
      late: 'throttle 250 0 1',
      often: 'throttle 100 1 1',
      above: 'debounce 40',
      below: 'debounce 40',
      listed: 'throttle 50 1 1',
    })
  })
})

describe('a time that is none', () => {
  it.each<[() => unknown, string]>([
    [() => debounce(0.5), 'If these are seconds, write 500.'],
    [() => debounce(0), 'in milliseconds, 10 or more'],
    [() => debounce(Number.NaN), 'has to be a number of milliseconds'],
    [() => debounce('300ms' as never), 'has to be a number of milliseconds'],
    [() => debounce(300, { maxWai: 5 } as never), 'Did you mean "maxWait"?'],
    [() => throttle(100, { leading: 1 } as never), 'has to be true or false'],
    [() => throttle(100, { leading: false, trailing: false }), 'which sends nothing'],
  ])('is refused where the class is defined', (make, message) => {
    expect(() => {
      const decorator = make() as ReturnType<typeof debounce>
      class Wrong extends LiveView {
        @decorator save() {}
      }
      return Wrong
    }).toThrow(message)
  })

  it('is refused beside another', () => {
    expect(() => {
      class Wrong extends LiveView {
        @debounce @throttle save() {}
      }
      return Wrong
    }).toThrow('has both debounce and throttle')
  })
})

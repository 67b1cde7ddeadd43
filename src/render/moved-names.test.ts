import { describe, expect, it } from 'vitest'
import { input, program } from '../../test/support/templates.ts'
import type { RenderInput } from './render-input.ts'

/** A page whose addresses are counted as they are made. */
function counted(text: string, state: Record<string, unknown>) {
  const page = program(`<main dj-root>${text}</main>`)
  let made = 0
  const given = (): RenderInput => {
    const { reverse, ...rest } = input(state)
    return {
      ...rest,
      reverse(...args) {
        made += 1
        return reverse(...args)
      },
    }
  }
  const { rendered } = page.paint(given())
  return {
    /** What is sent, and how many addresses were made for that. */
    turn(changes: Record<string, unknown> = {}) {
      Object.assign(state, changes)
      made = 0
      const update = page.diff(given(), rendered)
      update.commit()
      return [update.patch, made]
    },
  }
}

describe('a slot whose names have the values that they had', () => {
  it('is not evaluated, while others are', () => {
    const page = counted('<a href="{% url "item" id %}">{{ count }}</a>', { id: 1, count: 1 })
    expect(page.turn({ count: 2 })).toEqual([[1, '2'], 0])
    expect(page.turn({ id: 2 })).toEqual([[0, '/item/2'], 1])
    expect(page.turn()).toEqual([null, 0])
  })

  it('is passed over with all that is in its branch', () => {
    const page = counted(
      '{% if id > 0 %}<a href="{% url "item" id %}">{{ name|default:id }}</a>{% endif %}{{ count }}',
      { id: 1, name: 'a', count: 1 },
    )
    expect(page.turn({ count: 2 })).toEqual([[1, '2'], 0])
    expect(page.turn({ name: 'b' })).toEqual([[0, [[1, 'b']]], 0])
    expect(page.turn({ id: 0 })).toEqual([[0, [1]], 0])
    expect(page.turn({ id: 3 })).toEqual([[0, [0, ['/item/3', 'b']]], 1])
  })

  it('is evaluated where one of them is an object, which may have changed in place', () => {
    const state = { id: ['a'], count: 1 }
    const page = counted('<a href="{% url "item" id %}">{{ count }}</a>', state)
    expect(page.turn()).toEqual([null, 1])
    state.id.push('b')
    expect(page.turn()).toEqual([[0, '/item/a,b'], 1])
  })

  it('is evaluated where it hangs on more than them', () => {
    const page = counted(
      '<a title="{% now "Y" %} {{ id }}" href="{% url "item" id %}{% cycle id "x" %}"></a>',
      { id: 1 },
    )
    expect(page.turn()).toEqual([null, 1])
  })

  it('is compared with the last values that were sent, not with those of a render that failed', () => {
    const page = counted('<a href="{% url route id %}">{{ count }}</a>', {
      route: 'item',
      id: 1,
      count: 1,
    })
    expect(() => page.turn({ route: 'missing', id: 2 })).toThrow('There is no route')
    expect(page.turn({ route: 'item' })).toEqual([[0, '/item/2'], 1])
    expect(() => page.turn({ route: 'missing' })).toThrow('There is no route')
    expect(page.turn({ route: 'item' })).toEqual([null, 0])
  })

  it('asks no getter whether it changed, which may fail where nothing reads it', () => {
    const state = {
      isOpen: false,
      count: 1,
      get detail(): string {
        if (!this.isOpen) throw new Error('closed')
        return `d${this.count}`
      },
    }
    const page = counted(
      '{% if isOpen and detail %}<p>{{ detail|default:count }}</p>{% endif %}{{ count }}',
      state,
    )
    expect(page.turn({ count: 2 })).toEqual([[1, '2'], 0])
    expect(page.turn({ isOpen: true })).toEqual([[0, [0, ['d2']]], 0])
    expect(page.turn({ count: 3 })).toEqual([[0, [[0, 'd3']], 1, '3'], 0])
    expect(page.turn({ isOpen: false })).toEqual([[0, [1]], 0])
    expect(page.turn()).toEqual([null, 0])
  })

  it('tells 0 from -0, and knows what is not a number', () => {
    const page = counted('<a href="{% url "item" id %}"></a>', { id: 0 })
    expect(page.turn({ id: -0 })).toEqual([null, 1])
    expect(page.turn({ id: Number.NaN })).toEqual([[0, '/item/NaN'], 1])
    expect(page.turn()).toEqual([null, 0])
  })
})

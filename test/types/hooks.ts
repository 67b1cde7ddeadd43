import { type AnyHook, defineHook } from 'djust/client'
import { type Equal, expectTrue } from './expect.ts'

class Chart {
  readonly el: HTMLElement
  constructor(el: HTMLElement) {
    this.el = el
  }
  update(points: readonly number[]): void {
    this.el.title = points.join()
  }
}

// In a script of the page nobody has declared the fields.
djust.hooks.Chart = {
  mounted() {
    this.chart = new Chart(this.el)
  },
  updated() {
    this.chart.update([])
    this.el satisfies HTMLElement
    this.viewName satisfies string
    // @ts-expect-error the element is given
    this.el = document.body
  },
}
window.djust.hooks.Other = {}
window.DjustHooks = { Chart: djust.hooks.Chart as AnyHook }

// @ts-expect-error a text is no hook
djust.hooks.Wrong = 'Chart'
// @ts-expect-error `mounted` is a function
djust.hooks.Wrong = { mounted: 3 }

export const chart = defineHook({
  chart: null as Chart | null,
  async mounted() {
    this.chart = new Chart(this.el)
    this.handleEvent('points', ({ points }) => {
      expectTrue<Equal<typeof points, number[]>>()
      this.chart?.update(points)
    })
    this.handleEvent('celebrate', (nothing) => nothing satisfies undefined)
    // Of what is not registered nothing is known.
    this.handleEvent<{ n: number }>('other', ({ n }) => n satisfies number)
    // @ts-expect-error no such event, and nothing said of it
    this.handleEvent('pionts', ({ points }) => points)
    // @ts-expect-error the event has no such payload
    this.handleEvent('tick', ({ points }) => points)
    const answer = await this.pushEvent<{ total: number }>('sum', { of: [1, 2] })
    answer.total satisfies number
    this.values.maxSize?.slice(1)
    this.js()
      .show('#menu')
      .addClass('open', { to: { closest: 'nav' } })
      .focus()
    // @ts-expect-error no such command
    this.js().shwo('#menu')
    // @ts-expect-error a hook has no such field
    this.chat
  },
  updated() {
    this.chart?.update([])
    // @ts-expect-error the field may be null
    this.chart.update([])
  },
})

expectTrue<Equal<typeof chart.chart, Chart | null>>()
// @ts-expect-error `destroyed` is a function
defineHook({ destroyed: true })

import { liveView } from 'djust'
import { pages } from '../pages.ts'

export const counterFn = liveView({ templateName: 'counter.html' }, () => ({
  count: 0,

  get page() {
    return pages.counterFn
  },

  increment() {
    this.count += 1
  },

  decrement() {
    this.count -= 1
  },

  reset() {
    this.count = 0
  },
}))

import { LiveView, eventHandler } from 'djust'
import { pages } from '../pages.ts'

export class CounterView extends LiveView {
  static templateName = 'counter.html'

  count = 0

  get page() {
    return pages.counter
  }

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler
  decrement() {
    this.count -= 1
  }

  @eventHandler
  reset() {
    this.count = 0
  }
}

import { eventHandler, LiveView } from 'djust'

export class CounterView extends LiveView {
  static template = '<button dj-click="increment">{{ count }}</button>'

  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler({ params: { by: 'int', note: 'str?' }, description: 'Adds several' })
  add({ by, note }: { by: number; note?: string }) {
    this.count += by
    return note
  }
}

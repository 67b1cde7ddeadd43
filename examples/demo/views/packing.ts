import { eventHandler, LiveView } from 'djust'
import { pages } from '../pages.ts'

export class PackingView extends LiveView {
  static templateName = 'packing.html'

  things = ['Passport', 'Toothbrush', 'Socks', 'Charger', 'Umbrella'].map((name, id) => ({
    id,
    name,
  }))

  /** Read out where rows cannot be seen to move. */
  said = ''

  get page() {
    return pages.packing
  }

  get text() {
    return this.things.map(({ name }) => name).join('\n')
  }

  @eventHandler({ params: { from: 'int', to: 'int' } })
  move({ from, to }: { from: number; to: number }) {
    const thing = this.things[from]
    if (!thing || !this.things[to]) return
    this.things.splice(from, 1)
    this.things.splice(to, 0, thing)
    this.said = `${thing.name} is number ${to + 1} of ${this.things.length}.`
  }

  @eventHandler({ params: { from: 'int', key: 'str' } })
  step({ from, key }: { from: number; key: string }) {
    this.move({ from, to: key === 'ArrowDown' ? from + 1 : from - 1 })
  }
}

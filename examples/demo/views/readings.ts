import { eventHandler, LiveView } from 'djust'
import { pages } from '../pages.ts'

interface Reading {
  id: number
  station: string
  degrees: number
}

const stations = ['Harbour', 'Market', 'Old mill', 'North ridge', 'Observatory']

export class ReadingsView extends LiveView {
  static templateName = 'readings.html'

  readings = Array.from({ length: 10_000 }, (_, i) => reading(10_000 - i))

  get page() {
    return pages.readings
  }

  @eventHandler
  take() {
    const last = Math.max(0, ...this.readings.map(({ id }) => id))
    this.readings.unshift(reading(last + 1))
  }

  @eventHandler
  turn() {
    this.readings.reverse()
  }

  @eventHandler
  sort() {
    this.readings.sort((a, b) => b.degrees - a.degrees)
  }

  @eventHandler
  warm() {
    for (const each of this.readings) each.degrees += 0.1
  }

  @eventHandler({ params: { id: 'int' } })
  drop({ id }: { id: number }) {
    this.readings = this.readings.filter((each) => each.id !== id)
  }
}

/** The same one for everybody, and without a pattern that the eye finds. */
function reading(id: number): Reading {
  const degrees = 14 + 9 * Math.sin(id / 170) + 3 * Math.sin(id * 7.3)
  return { id, station: stations[(id * 7) % stations.length]!, degrees }
}

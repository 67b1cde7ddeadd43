import { aroundPatch } from './around-patch.ts'
import { features } from './features.ts'
import type { Ended } from './outbox.ts'
import type { UserEvent } from './user-event.ts'

/** The events that are not answered, and those whose work goes on; these have a number. */
export const inFlight = new Set<UserEvent & { number: number }>()

/** What is done when an event is sent; what one returns is done when it has ended. */
export const aroundEvent: ((event: UserEvent) => Ended)[] = [
  (event) => {
    const waiting = { ...event, number: 0 }
    renew(() => inFlight.add(waiting))
    return (_failure, _answer, number = -1) => renew(() => (waiting.number = number))
  },
]

let working: readonly number[] = []

let isMarked = false
let isMarkedSoon = false

// The server writes into a page that is as it knows it.
aroundPatch.push(() => {
  mark(false)
  return markSoon
})

/** Notes of which answered events work goes on. */
export function goOn(numbers: readonly number[]): void {
  renew(() => (working = numbers))
}

function renew(change: () => void): void {
  mark(false)
  change()
  for (const event of inFlight)
    if (event.number && !working.includes(event.number)) inFlight.delete(event)
  markSoon()
}

/**
 * Marks what is in flight when the page is drawn next: what is answered before is never written. Where something is
 * disabled meanwhile, it is marked behind the event that runs, before another can come.
 */
function markSoon(): void {
  if (isMarkedSoon || !inFlight.size) return
  isMarkedSoon = true
  const later = features.loading ? queueMicrotask : requestAnimationFrame
  later(() => {
    isMarkedSoon = false
    mark(true)
  })
}

/** Shows in the page what is in flight, or takes that back. */
function mark(isOn: boolean): void {
  if (isOn === isMarked) return
  isMarked = isOn
  for (const { trigger } of inFlight) {
    trigger?.classList.toggle('djust-loading', isOn)
    if (trigger?.classList.length === 0) trigger.removeAttribute('class')
  }
  features.loading?.mark(isOn)
}

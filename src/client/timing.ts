import { attribute } from './dom.ts'
import { features } from './features.ts'
import type { UserEvent } from './user-event.ts'

/** An event that waits, or a time in which none is sent. */
interface Held {
  readonly bound: Element
  readonly directive: string
  /** Sends the newest; null when none waits. */
  send: (() => void) | null
  timer: ReturnType<typeof setTimeout> | undefined
  readonly since: number
}

/** When events are sent that wait for a pause. */
interface Debounce {
  readonly waitMs: number
  readonly maxWaitMs: number
}

/** How often events are sent at most. */
interface Throttle {
  readonly intervalMs: number
  readonly isLeading: boolean
  readonly isTrailing: boolean
}

/** Holds events back, as `dj-debounce`, `dj-throttle` and the decorators of their handlers say. */
export class Timing {
  readonly #held = new Set<Held>()

  start(signal: AbortSignal): void {
    const left = ({ target }: Event): void =>
      this.#flush(({ bound }) => bound.contains(target as Node))
    document.addEventListener('focusout', left, { signal })
  }

  /** Sends an event when its time has come. One that need not wait takes along all that does: nothing overtakes it. */
  pass(event: UserEvent, send: () => void): void {
    const timing = timingOf(event)
    if (!timing) {
      // Commands may call nothing, and what they call has its own time.
      if (!attribute(event.trigger!, event.directive!)?.startsWith('[')) this.#flush(() => true)
      return send()
    }
    if ('waitMs' in timing) this.#wait(event, timing, send)
    else this.#space(event, timing, send)
  }

  #wait(event: UserEvent, { waitMs, maxWaitMs }: Debounce, send: () => void): void {
    const held = this.#heldOf(event)
    const leftMs = Math.min(waitMs, held.since + maxWaitMs - performance.now())
    hold(held, event, send)
    clearTimeout(held.timer)
    if (leftMs < Infinity) held.timer = setTimeout(() => this.#fire(held), leftMs)
  }

  #space(event: UserEvent, timing: Throttle, send: () => void): void {
    const before = this.#find(event)
    if (before) {
      if (timing.isTrailing) hold(before, event, send)
      return
    }
    const held = this.#heldOf(event)
    if (timing.isLeading) send()
    else hold(held, event, send)
    const again = (): void => {
      if (held.send) held.timer = setTimeout(again, timing.intervalMs)
      else this.#held.delete(held)
      take(held)
    }
    held.timer = setTimeout(again, timing.intervalMs)
  }

  #find({ trigger, directive }: UserEvent): Held | undefined {
    return [...this.#held].find((held) => held.bound === trigger && held.directive === directive)
  }

  #heldOf(event: UserEvent): Held {
    const found = this.#find(event)
    if (found) return found
    const { trigger, directive } = event
    const since = performance.now()
    const held: Held = {
      bound: trigger!,
      directive: directive!,
      send: null,
      timer: undefined,
      since,
    }
    this.#held.add(held)
    return held
  }

  #fire(held: Held): void {
    clearTimeout(held.timer)
    this.#held.delete(held)
    take(held)
  }

  #flush(isMeant: (held: Held) => boolean): void {
    for (const held of [...this.#held]) if (held.send && isMeant(held)) this.#fire(held)
  }
}

/** Keeps an event, in place of one before it; what it will do shows already. */
function hold(held: Held, event: UserEvent, send: () => void): void {
  held.send = send
  features.instant?.foresee(event)
}

function take(held: Held): void {
  const { send } = held
  held.send = null
  send?.()
}

/** What the element says, or else the decorators of the handler that it names. */
function timingOf({ trigger, directive }: UserEvent): Debounce | Throttle | null {
  const bound = trigger!
  const debounce = attribute(bound, 'dj-debounce')
  if (debounce !== null) return debounceOf(debounce.split(/\D+/).filter(Boolean))
  const throttle = attribute(bound, 'dj-throttle')
  if (throttle !== null) return throttleOf([throttle])
  for (const stamp of attribute(bound, 'dj-timing')?.split(';') ?? []) {
    const [name, kind, ...numbers] = stamp.split(' ')
    if (name === directive) return kind === 'debounce' ? debounceOf(numbers) : throttleOf(numbers)
  }
  return null
}

/** @param numbers none where only leaving the field sends */
function debounceOf([wait = 'Infinity', maxWait = 'Infinity']: string[]): Debounce {
  return { waitMs: Number(wait), maxWaitMs: Number(maxWait) }
}

function throttleOf([interval, leading = '1', trailing = '1']: string[]): Throttle {
  return { intervalMs: Number(interval), isLeading: leading === '1', isTrailing: trailing === '1' }
}

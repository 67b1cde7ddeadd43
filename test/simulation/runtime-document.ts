import { inFlight } from '../../src/client/in-flight.ts'
import { Session } from '../../src/client/session.ts'
import { decodeServerFrame } from '../../src/wire/decode.ts'
import { encodeClientFrame } from '../../src/wire/encode.ts'
import type { ClientFrame, PushCommand } from '../../src/wire/frames.ts'
import type { DocumentLine, LoadedPage } from '../black-box/document.ts'
import { PageModel } from '../black-box/page-model.ts'
import { initialValues } from './view.ts'

/** A document with the browser's own session, whose page is a model of one. */
export class RuntimeDocument {
  readonly model: PageModel
  refused: string | null = null
  isJoined = false
  fills = 0
  unanswered = 0
  readonly commands: unknown[] = []
  #line: DocumentLine | null = null
  readonly #session: Session

  constructor({ token, csrf, layout }: LoadedPage) {
    const model = new PageModel(layout)
    this.model = model
    this.#session = new Session({
      transmit: (frame) => this.#transmit(frame),
      run: (command) => {
        const { event, payload } = command as PushCommand
        this.commands.push(['push', event, payload])
      },
      loadWhole: () => Promise.reject(new Error('the page was never broken')),
      live: () => {},
      refused: (code) => void (this.refused = code),
    })
    this.#session.begin({
      token,
      csrf,
      part: {
        resolve: () => (model.fill(initialValues()), true),
        patch: (patch) => (model.patch(patch), true),
        fill: (values) => {
          this.fills += 1
          model.fill(values)
          return true
        },
        rebuild: () => {},
        learn: () => {},
        // A page that never moves into another layout is not asked for these.
        root: null as never,
        region: null as never,
      },
    })
  }

  opened(line: DocumentLine): void {
    this.#line = line
    this.#session.opened()
  }

  lost(): void {
    this.isJoined = false
    this.#line = null
    this.#session.closed(1006)
  }

  receive(text: string): void {
    const frame = decodeServerFrame(text)!
    this.isJoined ||= frame.kind === 'joined'
    this.#session.receive(frame, text.length)
  }

  call(handler: string, params: Record<string, string>): Promise<string | null> {
    this.unanswered += 1
    return new Promise((answered) => {
      this.#session.sendNow({ handler, params, data: {}, fields: [] }, (failure) => {
        this.unanswered -= 1
        answered(failure || null)
      })
    })
  }

  resync(): void {
    this.#transmit({ kind: 'resync', session: this.#session.index })
  }

  #transmit(frame: ClientFrame): void {
    const text = encodeClientFrame(frame)
    if (frame.kind === 'event') this.#line?.sendEvent(text)
    else this.#line?.send(text)
  }
}

/** Does something where a browser's session finds what it needs of a page. @param failed is told of what it reports */
export async function inBrowser<T>(
  failed: (error: unknown) => void,
  act: () => Promise<T>,
): Promise<T> {
  const element = { classList: { toggle: () => {} } }
  const own = {
    document: { documentElement: element, body: element, dispatchEvent: () => true },
    location: { pathname: '/', search: '' },
    requestAnimationFrame: () => 0,
    reportError: failed,
  }
  const before = Object.keys(own).map(
    (key) => [key, Object.getOwnPropertyDescriptor(globalThis, key)] as const,
  )
  for (const [key, value] of Object.entries(own))
    Object.defineProperty(globalThis, key, { value, configurable: true, writable: true })
  try {
    return await act()
  } finally {
    inFlight.clear()
    for (const [key, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, key, descriptor)
      else Reflect.deleteProperty(globalThis, key)
    }
  }
}

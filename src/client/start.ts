import { decodeServerFrame } from '../wire/decode.ts'
import { encodeClientFrame } from '../wire/encode.ts'
import { Connection } from './connection.ts'
import { attribute } from './dom.ts'
import { startEvents } from './events.ts'
import { OwnedFields } from './fields.ts'
import { LivePart } from './live/live-part.ts'
import { loadLayout } from './load-layout.ts'
import type { PageLayout } from '../wire/layout.ts'
import type { Morph } from './morph.ts'
import { Navigation } from './navigation.ts'
import { reloadHelped, reloadOnce } from './reload-once.ts'
import { report } from './report.ts'
import { Session } from './session.ts'

/** What the page says about itself, as JSON in `#djust-page`. */
interface PageData {
  readonly csrf: string
  readonly socket: string
  readonly layout: string
  readonly wholeLayout: string
  /** Fingerprints of the layouts of components that it shows. */
  readonly parts: readonly string[]
}

declare global {
  interface Window {
    djust: { hooks: Record<string, unknown>; morph?: Morph }
  }
}

window.djust ??= { hooks: {} }
window.djust.hooks ??= {}
start()

/**
 * Makes the page live. What the user does is taken from now on; it is sent once the document is
 * there, the layout tells where its slots are, and the server knows the page.
 */
function start(): void {
  const running = new AbortController()
  const { signal } = running
  const fields = new OwnedFields()
  const session = new Session(
    0,
    {
      transmit: (frame) => connection.send(encodeClientFrame(frame)),
      run: (command) => navigation.run(command),
      loadWhole: () => loadLayout(readPage().wholeLayout),
      live: reloadHelped,
      refused: giveUp,
    },
    fields,
  )
  const navigation = new Navigation(session)
  const connection = new Connection({
    opened: () => session.opened(),
    received: (text) => {
      const frame = decodeServerFrame(text)
      if (!frame) report('bad_frame', 'The server sent what is not a frame.')
      else if (frame.session === session.index) session.receive(frame)
    },
    closed: (code) => session.closed(code),
  })

  fields.start(signal)
  startEvents(session, signal)
  navigation.start(signal)
  whenParsed(() => {
    const view = document.querySelector('[dj-view]')
    if (!view) return
    const { csrf, socket, layout, parts } = readPage()
    const token = attribute(view, 'dj-view') ?? ''
    const root = view.matches('[dj-root]') ? view : (view.querySelector('[dj-root]') ?? view)
    connection.start(location.origin.replace('http', 'ws') + socket, signal)
    const others: Record<string, PageLayout> = {}
    // One that is not there comes with all values, once its component is not found.
    const loadPart = (print: string): Promise<unknown> =>
      loadLayout(layout.replace(/\w+(?=\.json$)/, print)).then(
        (found) => (others[print] = found),
        () => {},
      )
    Promise.all([loadLayout(layout), ...parts.map(loadPart)]).then(
      ([found]) => {
        const part = new LivePart(root, found, fields)
        part.learn(others)
        session.begin({ token, csrf, part })
      },
      () => giveUp('other_layout', true),
    )
  })

  /** Leaves the page to the browser: its forms and links work without us. */
  function giveUp(code: string, reload: boolean): void {
    running.abort()
    if (reload && reloadOnce()) return
    report(code, 'The server does not go on with this page. Load it again.')
  }
}

function whenParsed(run: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run)
  else run()
}

function readPage(): PageData {
  return JSON.parse(document.getElementById('djust-page')?.textContent ?? '') as PageData
}

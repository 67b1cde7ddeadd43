import { decodeServerFrame } from '../wire/decode.ts'
import type { RunCommand, ServerFrame, UpdateFrame } from '../wire/frames.ts'
import type { FeatureName } from '../wire/features.ts'
import type { PageLayout } from '../wire/layout.ts'
import { Connection } from './connection.ts'
import { attribute } from './dom.ts'
import { startEvents } from './events.ts'
import { features, runnerOf } from './features.ts'
import { canInflate, inflated } from './inflate.ts'
import { lent } from './lent.ts'
import { LivePart } from './live/live-part.ts'
import { loadFeatures } from './load-features.ts'
import { loadLayout } from './load-layout.ts'
import { dataOf, page, uriOf } from './page.ts'
import { reloadHelped, reloadOnce } from './reload-once.ts'
import { report } from './report.ts'
import { Session, showConnected } from './session.ts'

declare module './define-hook.ts' {
  interface Djust {
    core?: typeof lent
  }
}

window.djust ??= { hooks: {} }
window.djust.hooks ??= {}
window.djust.core = lent
start()

/**
 * Makes the page live. What the user does is taken from now on; it is sent once the document is
 * there, the layout tells where its slots are, and the server knows the page.
 */
function start(): void {
  const running = new AbortController()
  const { signal } = running
  /** While a feature file is on its way, what comes later waits behind it. */
  let waiting: Promise<unknown> | null = null
  const session = new Session({
    transmit: (frame) => connection.send(frame),
    run,
    loadWhole: (url = dataOf(document).wholeLayout) => loadLayout(url),
    live: () => {
      reloadHelped()
      features.hooks?.line(true)
      features.motion?.live()
    },
    refused: giveUp,
  })
  const connection = new Connection({
    opened: () => inOrder(() => session.opened()),
    received: (data) => {
      let size = 0
      let frame: ServerFrame | null = null
      const read = (text: string | ArrayBuffer) => {
        size = typeof text === 'string' ? text.length : text.byteLength
        frame =
          typeof text === 'string'
            ? decodeServerFrame(text)
            : features.messagepack!.decode(new Uint8Array(text))
        return frame && loadFeatures(featuresOf(frame))
      }
      const needed = isCompressed(data) ? inflate(data).then(read) : read(data)
      inOrder(() => {
        if (!frame) report('bad_frame', 'The server sent no frame.')
        else if (frame.session === session.index) session.receive(frame, size)
      }, needed)
    },
    closed: (code) => {
      // What waits for a file may wait until there is a connection again.
      showConnected(false)
      inOrder(() => {
        session.closed(code)
        features.hooks?.line(false)
      })
    },
    // It comes once the server can be reached, and tries it by other means.
    unopened: () => loadFeatures(['requests'])?.catch(() => {}),
  })

  const core = (document.currentScript as HTMLScriptElement).src
  /** The element of the view that is shown. */
  let shown: Element | null = null
  let isConnecting = false
  Object.assign(page, { session, signal, uri: uriOf(location), core, enter, run })
  startEvents(session, signal)
  // A document before this one may have left entries in the history.
  addEventListener(
    'popstate',
    () => inOrder(() => features.navigation!.popped(), loadFeatures(['navigation'])),
    { signal },
  )
  document.addEventListener('turbo:load', enter, { signal })
  whenParsed(enter)

  function enter(): void {
    const view = document.querySelector('[dj-view]')
    if (view === shown) return
    if (shown) session.leave()
    shown = view
    page.uri = uriOf(location)
    if (!view) return
    const { csrf, socket, layout, parts } = dataOf(document)
    const token = attribute(view, 'dj-view') ?? ''
    const root = view.matches('[dj-root]') ? view : (view.querySelector('[dj-root]') ?? view)
    const takes = canInflate ? '?deflate' : ''
    if (!isConnecting)
      connection.start(location.origin.replace('http', 'ws') + socket + takes, signal)
    isConnecting = true
    const others: Record<string, PageLayout> = {}
    // One that is not there comes with all values, once its component is not found.
    const loadPart = (print: string): Promise<unknown> =>
      loadLayout(layout.replace(/\w+(?=\.json$)/, print)).then(
        (found) => (others[print] = found),
        () => {},
      )
    const canMove = 'moveBefore' in Element.prototype
    const loaded = loadFeatures(canMove ? [] : ['move-neighbours'])
    Promise.all([loadLayout(layout), ...parts.map(loadPart), loaded]).then(
      ([found]) => {
        if (view !== shown) return
        const part = new LivePart(root, found)
        part.learn(others)
        session.begin({ token, csrf, part })
      },
      () => view === shown && giveUp('other_layout', true),
    )
  }

  function run(command: RunCommand): void {
    const name = runnerOf[command.kind]
    inOrder(() => features[name]!.run(command as never), loadFeatures([name]))
  }

  /** Does something behind all that waits, once what it needs is there. */
  function inOrder(act: () => void, needed: Promise<unknown> | null = null): void {
    if (waiting || needed) {
      const last = Promise.all([waiting, needed])
        .catch(() => giveUp('other_layout', true))
        .then(() => signal.aborted || act())
        .catch(reportError)
        .then(() => {
          if (waiting === last) waiting = null
        })
      waiting = last
    } else act()
  }

  /** Leaves the page to the browser: its forms and links work without us. */
  function giveUp(code: string, reload: boolean): void {
    running.abort()
    if (reload && reloadOnce(session.document, session.index)) return
    report(code, 'The server does not go on with this page. Load it again.')
  }
}

/** What is compressed begins with a byte that says so. */
function isCompressed(data: string | ArrayBuffer): data is ArrayBuffer {
  return typeof data !== 'string' && new Uint8Array(data)[0] === 1
}

function inflate(data: ArrayBuffer): Promise<string | ArrayBuffer> {
  const content = inflated(new Uint8Array(data, 1))
  return features.messagepack ? content.arrayBuffer() : content.text()
}

/** The feature files that the layouts in a frame need. */
function featuresOf(frame: ServerFrame): FeatureName[] {
  const { layouts = {} } = frame as Partial<UpdateFrame>
  return Object.values(layouts).flatMap((layout) => layout.features ?? [])
}

function whenParsed(run: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run)
  else run()
}

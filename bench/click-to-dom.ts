import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { inBrowser } from './_browser.ts'
import { note, percentile } from './_measure.ts'
import { echoPath, serveView } from './_serve.ts'

// How long does a click take until the page shows its result?
//
// A counter in a headless Chromium, over loopback: from `click()` to the callback of a
// MutationObserver on the number, through the live socket with its guards, limits and the handler's
// schema. Beside it, in the same page, a message of the same bytes to a bare `ws` echo on the same
// port and back. 400 samples of each after 100 to warm up, in turn; before each sample the page
// comes to rest for a frame. Page and server share the machine; CHROMIUM_PATH names a browser.

class CounterView extends LiveView {
  static template = `<p><output>{{ count }}</output></p>
<button type="button" dj-click="increment" dj-value-by="1">Add</button>`

  static handlers = handlers<CounterView>()({ increment: { params: { by: 'int' } } })

  count = 0

  increment({ by }: { by: number }) {
    this.count += by
  }
}

interface Samples {
  readonly clicks: number[]
  readonly echoes: number[]
}

export default async function clickToDom(): Promise<Row[]> {
  const server = await serveView(CounterView)
  try {
    const { clicks, echoes } = await inBrowser(server.url, (page) =>
      page.evaluate<Samples>(`(${sampling})('${echoPath}', 100, 400)`),
    )
    const ratio = (share: number): number => percentile(clicks, share) / percentile(echoes, share)
    for (const [name, samples] of Object.entries({ click: clicks, echo: echoes })) {
      const [p50, p99] = [percentile(samples, 50), percentile(samples, 99)]
      note(`${name}: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`)
    }
    return [
      { name: 'click to DOM / WebSocket echo, p50', ratio: ratio(50), goal: 1.6 },
      { name: 'click to DOM / WebSocket echo, p99', ratio: ratio(99), goal: 3 },
    ]
  } finally {
    await server.close()
  }
}

/** Runs in the page. It is text because a compiled function may call helpers that are not there. */
const sampling = `async (echoPath, warmUps, count) => {
  const output = document.querySelector('output')
  const button = document.querySelector('button')
  const socket = new WebSocket(location.origin.replace('http', 'ws') + echoPath)
  await new Promise((resolve) => { socket.onopen = resolve })

  const click = () => new Promise((resolve) => {
    let startedAt = 0
    const observer = new MutationObserver(() => {
      const ms = performance.now() - startedAt
      observer.disconnect()
      resolve(ms)
    })
    observer.observe(output, { childList: true, characterData: true, subtree: true })
    startedAt = performance.now()
    button.click()
  })
  let number = 0
  const echo = () => new Promise((resolve) => {
    let startedAt = 0
    socket.onmessage = () => resolve(performance.now() - startedAt)
    const message = JSON.stringify([0, ++number, 'increment', { by: '1' }])
    startedAt = performance.now()
    socket.send(message)
  })
  const rest = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

  const clicks = []
  const echoes = []
  const turns = [[click, clicks], [echo, echoes]]
  for (let i = -warmUps; i < count; i++) {
    for (const [take, samples] of turns) {
      await rest()
      const ms = await take()
      if (i >= 0) samples.push(ms)
    }
    turns.reverse()
  }
  return { clicks, echoes }
}`

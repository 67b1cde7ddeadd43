import type { Page } from 'playwright-core'
import { echoPath } from './_serve.ts'

/** How long clicks and echoes took, in milliseconds. */
export interface Samples {
  readonly clicks: number[]
  readonly echoes: number[]
}

export interface SampleOptions {
  /** How many are made and not counted. */
  readonly warmUps: number
  readonly count: number
  /** Whether the page comes to rest for a frame before each. */
  readonly rests: boolean
}

/**
 * Clicks on the button of a page until its `<output>` changes, and sends as much to the bare
 * WebSocket, in turn.
 */
export function clickAndEcho(page: Page, options: SampleOptions): Promise<Samples> {
  const { warmUps, count, rests } = options
  return page.evaluate<Samples>(`(${sampling})('${echoPath}', ${warmUps}, ${count}, ${rests})`)
}

/** Runs in the page. It is text because a compiled function may call helpers that are not there. */
const sampling = `async (echoPath, warmUps, count, rests) => {
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
      if (rests) await rest()
      const ms = await take()
      if (i >= 0) samples.push(ms)
    }
    turns.reverse()
  }
  return { clicks, echoes }
}`

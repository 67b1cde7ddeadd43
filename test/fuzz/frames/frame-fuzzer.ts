import { setTimeout as delay } from 'node:timers/promises'
import { limits } from '../../../src/server/limits.ts'
import { memory } from '../../../src/store/memory-store.ts'
import { eventHandler } from '../../../src/view/event-handler.ts'
import { LiveView } from '../../../src/view/live-view.ts'
import { path } from '../../../src/view/routes.ts'
import { TestBrowser, TestServer } from '../../support/server.ts'
import { usedBytes } from '../../support/used-bytes.ts'
import { upload } from '../../../src/uploads/upload.ts'
import { Draw } from '../draw.ts'
import { attacks } from './attacks.ts'
import { tryDecoders } from './decoders.ts'

/** How much more the process may hold at the end than after a while: caches fill, and code is compiled. */
const mostGrowthBytes = 24_000_000

class TargetView extends LiveView {
  static template =
    '<p>{{ count }}</p><form dj-submit="write"><input name="text" value="{{ text }}"><input dj-model="name"><input type="file" dj-upload="files"></form>{% for e in files.entries %}{{ e.progress }}{% endfor %}'
  count = 0
  name = ''
  files = upload(this, { maxFileSize: 1_000, maxEntries: 3 })
  text = ''

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler({ params: { text: 'str?' } })
  write({ text = '' }: { text?: string }) {
    this.text = text
  }
}

/** What fuzzing came to. */
export interface FuzzResult {
  readonly rounds: number
  /** What went wrong, if anything did. */
  readonly finding: string | null
  readonly grownBytes: number
}

/** Attacks a running server until the time is over, or something goes wrong. */
export async function fuzzFrames(seed: number, seconds: number): Promise<FuzzResult> {
  // What attackers leave behind ends soon, so that memory can be compared.
  Object.assign(limits, {
    detachedSessionMs: 500,
    pendingSessionMs: 500,
    maxSilenceMs: 500,
    streamBeatMs: 200,
  })
  const draw = new Draw(seed)
  const server = await TestServer.start({
    urls: [path('', TargetView)],
    wireFormat: 'messagepack',
    // It is soon as full as it gets.
    store: memory({ maxSessions: 500 }),
  })
  const startMs = performance.now()
  const elapsed = (): number => (performance.now() - startMs) / 1_000 / seconds
  const fallen: unknown[] = []
  const fall = (error: unknown): void => void fallen.push(error)
  process.on('uncaughtException', fall).on('unhandledRejection', fall)
  let rounds = 0
  let usedBefore = 0
  let last = ''
  try {
    while (elapsed() < 1) {
      if (usedBefore === 0 && elapsed() > 0.3) usedBefore = await settledBytes()
      tryDecoders(draw)
      const page = await freshPage(server)
      const names = Array.from({ length: 8 }, () => draw.pick(Object.keys(attacks)))
      last = names.join(', ')
      await Promise.all(names.map((name) => attacks[name]!({ ...page, draw, found: fall })))
      rounds += names.length
      if (fallen.length > 0) throw fallen[0]
    }
    await freshPage(server)
    const grownBytes = (await settledBytes()) - usedBefore
    const finding = grownBytes > mostGrowthBytes ? `memory has grown by ${grownBytes} bytes` : null
    return { rounds, finding, grownBytes }
  } catch (error) {
    const { stack = String(error), cause } = error as Error
    const finding = `${stack}\n${cause instanceof Error ? cause.stack : ''}\nbehind: ${last}`
    return { rounds, finding, grownBytes: 0 }
  } finally {
    process.off('uncaughtException', fall).off('unhandledRejection', fall)
    await server.close()
  }
}

/** A visitor who means well, and for whom everything has to work. */
async function freshPage(server: TestServer) {
  const browser = new TestBrowser(server.origin)
  const page = await browser.open('/')
  const joined = await page.join()
  if (joined.kind !== 'joined') throw new Error(`A page could not join: ${JSON.stringify(joined)}`)
  const { patch, errors } = await page.call('increment')
  if (JSON.stringify(patch) !== '[0,"1"]' || errors.length > 0)
    throw new Error(`A page does not work: ${JSON.stringify({ patch, errors })}`)
  page.drop()
  return { browser, page }
}

async function settledBytes(): Promise<number> {
  await delay(1_500)
  return usedBytes()
}

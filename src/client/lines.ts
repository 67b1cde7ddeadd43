import type { Line } from './features.ts'
import { RequestLine } from './request-line.ts'

/** What carries frames: the best first. */
type Kind = 'socket' | 'stream' | 'plain'

/** The cookie by which the server knows that pages need this file at once; it holds the kind that worked. */
const cookie = 'djust_line'
const rememberedSeconds = 1_800

/** How long a WebSocket may take to open where it has failed before. */
const openTimeoutMs = 3_000

/** How often a page that is connected by requests tries whether a WebSocket opens by now; sooner where one has before. */
const probeMs = 120_000
const probeAgainMs = 5_000

/**
 * Connects a page by what works: a WebSocket, requests of which one reply stays open, or requests alone. What worked is
 * remembered for the visit, and given up for a WebSocket as soon as one opens.
 */
export class Lines {
  readonly #page = JSON.parse(document.getElementById('djust-page')?.textContent ?? '{}') as {
    csrf?: string
    useWebsocket?: boolean
  }
  #kind: Kind
  /** Whether a WebSocket has opened in this page. */
  #hasOpened = false
  #last: RequestLine | undefined

  constructor() {
    // The browser may have cut a reply that stayed open before it tells that the page is left.
    addEventListener('pagehide', () => this.#last?.leave())
    const [, kind] = new RegExp(`\\b${cookie}=(stream|plain)\\b`).exec(document.cookie) ?? []
    this.#kind = (kind as Kind) ?? this.#best
  }

  /** @param url of the WebSocket */
  open(url: string): Line {
    return this.#kind === 'socket' ? this.#openSocket(url) : this.#openRequests(url, this.#kind)
  }

  get #best(): Kind {
    return this.#page.useWebsocket === false ? 'stream' : 'socket'
  }

  #openSocket(url: string): Line {
    const socket = new WebSocket(url)
    const timer = setTimeout(() => socket.close(), openTimeoutMs)
    let hasOpened = false
    socket.addEventListener('open', () => {
      clearTimeout(timer)
      hasOpened = this.#hasOpened = true
      remember('')
    })
    socket.addEventListener('close', () => {
      clearTimeout(timer)
      if (!hasOpened) this.#kind = 'stream'
    })
    return socket as Line
  }

  #openRequests(url: string, kind: 'stream' | 'plain'): RequestLine {
    const pauseMs = this.#hasOpened ? probeAgainMs : probeMs
    const probe = setInterval(() => this.#probe(url, line), pauseMs)
    const line = new RequestLine(url.replace('ws', 'http'), {
      csrf: this.#page.csrf ?? '',
      wantsStream: kind === 'stream',
      works: () => remember(kind),
      heldBack: () => {
        this.#kind = 'plain'
      },
      failed: () => {
        this.#kind = this.#best
      },
      ended: () => clearInterval(probe),
    })
    this.#last = line
    return line
  }

  /** Tries whether a WebSocket opens, and then gives up the requests. */
  #probe(url: string, line: RequestLine): void {
    if (this.#best !== 'socket' || document.hidden) return
    const socket = new WebSocket(url)
    socket.onopen = () => {
      socket.close()
      this.#kind = 'socket'
      line.end(1012)
    }
  }
}

function remember(kind: string): void {
  const age = kind === '' ? 0 : rememberedSeconds
  document.cookie = `${cookie}=${kind}; path=/; max-age=${age}; samesite=lax`
}

import type { Page } from 'playwright-core'

/** Notes what goes over the WebSockets that a page opens from now on. */
export class Frames {
  sent: string[] = []
  received: string[] = []

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.sent.push(String(payload)))
      socket.on('framereceived', ({ payload }) => this.received.push(String(payload)))
    })
  }

  /** Size of all frames, in bytes. */
  get bytes(): number {
    return Buffer.byteLength([...this.sent, ...this.received].join(''))
  }

  /** Forgets the frames until now. */
  forget(): void {
    this.sent = []
    this.received = []
  }
}

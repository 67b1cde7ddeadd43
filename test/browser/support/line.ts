import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** The line between a browser and a server, which a test can cut. */
export class Line {
  readonly url: string
  readonly #server: Server
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  #isCut = false
  #loses: 'answers' | 'events' | null = null
  /** What was lost on the line, in bytes. */
  lostBytes = 0

  private constructor(server: Server, port: number) {
    this.#server = server
    this.#port = port
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    server.on('connection', (socket) => this.#connect(socket))
  }

  /** Lays a line to a server on this machine, until the test ends. */
  static async to(address: string): Promise<Line> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const line = new Line(server, Number(new URL(address).port))
    onTestFinished(() => {
      line.cut()
      line.#server.close()
    })
    return line
  }

  /** Breaks every connection; there are no new ones until the line is mended. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#isCut = false
    this.#loses = null
  }

  /** What one side says from now on does not arrive, until the line is cut and mended. */
  lose(what: 'answers' | 'events'): void {
    this.#loses = what
  }

  #connect(near: Socket): void {
    near.on('error', () => near.destroy())
    if (this.#isCut) {
      near.destroy()
      return
    }
    const far = connect(this.#port, '127.0.0.1')
    far.on('error', () => near.destroy())
    const carry = (what: 'answers' | 'events', to: Socket) => (data: Buffer) => {
      if (this.#loses === what) this.lostBytes += data.length
      else to.write(data)
    }
    far.on('data', carry('answers', near))
    near.on('data', carry('events', far))
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
    }
  }
}

// One of the processes in which `djust start --workers` runs an application.
import type { IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { serve, servePassed } from '../server/node.ts'
import { rememberVerified } from '../server/verified-file.ts'
import { becomeWorker, type Worker } from '../server/worker.ts'
import { describeError } from './describe-error.ts'
import { findApp, loadApp } from './load-app.ts'
import { closeWithinMs } from './start.ts'
import { stopReading } from './stop-reading.ts'
import { untilStopped } from './until-stopped.ts'
import type {
  BroadcastMessage,
  HandOverMessage,
  WorkerMessage,
  WorkMessage,
} from './worker-messages.ts'

type ReceivedMessage = WorkMessage | BroadcastMessage | HandOverMessage

if (process.send) {
  process.once('message', (message: ReceivedMessage) => {
    if (message.kind === 'work') void work(message)
  })
  // What came before would be lost.
  tell({ kind: 'waiting' })
} else {
  console.error('This program is a part of djust start. Run: djust start app.ts --workers 4')
  process.exit(1)
}

async function work({ app, port, hostname, ...place }: WorkMessage): Promise<void> {
  try {
    rememberVerified(dirname(findApp(app)))
    becomeWorker(workerOf(place))
    const loaded = await loadApp(app)
    const stopPassed = await servePassed(loaded, pathIn(place.folder, place.index))
    const server = await serve(loaded, { port, hostname })
    process.on('message', (message: ReceivedMessage, socket: unknown) => {
      if (message.kind === 'hand over' && socket)
        server.accept(socket as Duplex, Buffer.from(message.head))
    })
    tell({ kind: 'ready', url: server.url })
    await untilStopped()
    stopPassed()
    await Promise.race([server.close(), delay(closeWithinMs)])
    process.exit(0)
  } catch (error) {
    console.error(describeError(error))
    tell({ kind: 'failed' }, () => process.exit(1))
  }
}

function workerOf({
  index,
  count,
  folder,
}: Pick<WorkMessage, 'index' | 'count' | 'folder'>): Worker {
  return {
    index,
    count,
    pathOf: (other) => pathIn(folder, other),
    handOver(other, request, socket, head) {
      stopReading(socket)
      // Node would have this server ask the other process, at its end, whether the connection is closed.
      Reflect.set(socket, 'server', null)
      const message = { kind: 'hand over', index: other, head: rawRequest(request, head) } as const
      // What is left here has to be destroyed to be forgotten.
      process.send?.(message, socket as never, {}, () => socket.destroy())
    },
    openChannel({ received }) {
      const listen = (message: ReceivedMessage) => {
        if (message.kind === 'broadcast') received(message.data)
      }
      process.on('message', listen)
      return {
        send: (data) => tell({ kind: 'broadcast', data }),
        close: async () => void process.off('message', listen),
      }
    },
  }
}

/** A request as it came, so that another process reads it again. */
function rawRequest({ method, url, rawHeaders }: IncomingMessage, head: Buffer): Buffer {
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let i = 0; i < rawHeaders.length; i += 2)
    lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head])
}

function pathIn(folder: string, index: number): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\${folder.replace(/\W+/g, '-')}-${index}`
    : join(folder, String(index))
}

function tell(message: WorkerMessage, onSent?: () => void): void {
  process.send?.(message, undefined, undefined, onSent)
}

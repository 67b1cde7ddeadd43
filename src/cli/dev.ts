import { fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loopback, type ServedMessage, type ServeMessage } from './dev-messages.ts'
import { developmentSecret } from './development-secret.ts'
import { findApp } from './load-app.ts'
import { untilStopped } from './until-stopped.ts'
import { watchFolder } from './watch-folder.ts'

const killAfterMs = 500
const waiting = 'Waiting for a change …'
/** Failures that no change to a file can mend. */
const hopelessCodes = ['port_in_use', 'port_refused']

/** The process in which the application runs now. */
interface Running {
  /** Resolves when it failed for a reason that lies outside of the application. */
  readonly hopeless: Promise<void>
  stop(): Promise<void>
}

/**
 * `djust dev`: serves an application on this machine, in a process of its own that is replaced
 * whenever a file beside the application changes.
 *
 * @returns the exit code
 */
export async function dev(app: string, options: { port: number }): Promise<number> {
  const folder = dirname(findApp(app))
  const secret = process.env.DJUST_SECRET || developmentSecret(folder)
  const changes = watchFolder(folder)
  const stopped = untilStopped()
  let { port } = options
  try {
    for (;;) {
      const running = startProcess(app, port, secret, (listening) => {
        port = listening // A port that the system chose stays the same.
        console.log(`ready  http://${loopback}:${port}/`)
      })
      const next = await Promise.race([
        changes.next().then((path) => ({ kind: 'changed' as const, path })),
        stopped.then(() => ({ kind: 'stopped' as const })),
        running.hopeless.then(() => ({ kind: 'hopeless' as const })),
      ])
      await running.stop()
      if (next.kind !== 'changed') return next.kind === 'stopped' ? 0 : 1
      console.log(`changed  ${next.path}`)
    }
  } finally {
    await changes.close()
  }
}

function startProcess(
  app: string,
  port: number,
  secret: string,
  onReady: (port: number) => void,
): Running {
  const program = new URL(`./dev-process${extname(import.meta.url)}`, import.meta.url)
  const child = fork(fileURLToPath(program), {
    env: { ...process.env, DJUST_SECRET: secret },
  })
  let isStopping = false
  const exited = once(child, 'exit').then(([code, signal]) => {
    // Ctrl+C reaches both processes; this one may hear of the other's end before its own.
    if (isStopping || signal === 'SIGINT') return
    console.error(`\nThe application stopped (${signal ?? `exit code ${code}`}). ${waiting}`)
  })
  const hopeless = new Promise<void>((resolve) => {
    child.on('message', (message: ServedMessage) => {
      if (message.kind === 'ready') return onReady(message.port)
      isStopping = true
      if (hopelessCodes.includes(message.code)) resolve()
      else console.error(`\n${waiting}`)
    })
  })
  child.send({ kind: 'serve', app, port } satisfies ServeMessage)
  return {
    hopeless,
    async stop() {
      isStopping = true
      child.kill()
      const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
      await exited
      clearTimeout(timer)
    },
  }
}

// The process in which `djust dev` runs an application. It begins with a message over the channel
// that only a parent process has, so no variable or argument can switch development on.
import { dirname } from 'node:path'
import { serve } from '../server/node.ts'
import { rememberVerified } from '../server/verified-file.ts'
import { DjustError } from '../shared/errors.ts'
import { enableDevelopment } from '../shared/mode.ts'
import { describeError } from './describe-error.ts'
import { loopback, type ServedMessage, type ServeMessage } from './dev-messages.ts'
import { findApp, loadApp } from './load-app.ts'

if (process.send) {
  process.once('message', (message: ServeMessage) => void serveApp(message))
  // The parent is gone, whatever ended it.
  process.once('disconnect', () => process.exit(0))
} else {
  console.error('This program is a part of djust dev. Run: djust dev app.ts')
  process.exit(1)
}

async function serveApp({ app, port }: ServeMessage): Promise<void> {
  enableDevelopment()
  try {
    rememberVerified(dirname(findApp(app)))
    const server = await serve(await loadApp(app), { port, hostname: loopback })
    answer({ kind: 'ready', port: server.port })
  } catch (error) {
    console.error(describeError(error))
    const code = error instanceof DjustError ? error.code : 'app_failed'
    answer({ kind: 'failed', code }, () => process.exit(1))
  }
}

function answer(message: ServedMessage, onSent?: () => void): void {
  process.send?.(message, undefined, undefined, onSent)
}

import { createRequire } from 'node:module'
import { Command } from 'commander'
import { describeError } from './describe-error.ts'
import { dev } from './dev.ts'
import { readPort } from './read-port.ts'
import { readWorkers } from './read-workers.ts'
import { start } from './start.ts'
import { startWorkers } from './workers.ts'

const appHelp = 'the file whose default export is the application'
const portHelp = 'the port to listen on (default: PORT from the environment, else 8000)'

/**
 * Runs the command that a user typed.
 *
 * @param args what stands after `djust` on the command line
 * @returns the exit code
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    return await runCommand(args)
  } catch (error) {
    console.error(describeError(error))
    return 1
  }
}

async function runCommand(args: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = new Command('djust').version(ownVersion(), '--version')
  program.description('Runs applications written with djust')
  program
    .command('dev')
    .description('serve an application on this machine and restart it on every change')
    .argument('<app>', appHelp)
    .option('--port <number>', portHelp)
    .action(async (app: string, options: { port?: string }) => {
      exitCode = await dev(app, { port: readPort(options.port) })
    })
  program
    .command('start')
    .description('serve an application in production; needs DJUST_SECRET')
    .argument('<app>', appHelp)
    .option('--port <number>', portHelp)
    .option('--host <address>', 'the address to listen on', '0.0.0.0')
    .option('--workers <number>', 'how many processes serve the port', '1')
    .action(async (app: string, options: { port?: string; host: string; workers: string }) => {
      const address = { port: readPort(options.port), hostname: options.host }
      const count = readWorkers(options.workers)
      exitCode =
        count === 1 ? await start(app, address) : await startWorkers(app, { ...address, count })
    })
  await program.parseAsync(args, { from: 'user' })
  return exitCode
}

function ownVersion(): string {
  const { version }: { version: string } = createRequire(import.meta.url)('../../package.json')
  return version
}

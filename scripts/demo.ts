import { build } from './build.ts'
import { runAttached } from './run-command.ts'

/** `npm run demo`: serves the demo application as its author would, on port 8000 or `PORT`. */
export async function run(args: string[]): Promise<number> {
  if ((await build()) === undefined) return 1
  return runAttached('bin/djust.js', ['dev', 'examples/demo/app.ts', ...args])
}

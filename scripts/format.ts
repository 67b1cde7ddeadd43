import { programs, runAttached } from './run-command.ts'

/** `npm run format`: formats the files named, or all, and applies the safe fixes of the linter. */
export async function run(args: string[]): Promise<number> {
  return runAttached(programs.biome, ['check', '--write', ...(args.length > 0 ? args : ['.'])])
}

import { type ChildProcess, spawn } from 'node:child_process'

/** Where the programs of our own dependencies lie, to be run by this Node without a shell. */
export const programs = {
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  vitest: 'node_modules/vitest/vitest.mjs',
}

/** How a command ended, and what it printed. */
export interface Outcome {
  readonly exitCode: number
  readonly output: string
}

/** Runs a script with this Node and gathers what it prints, errors included. */
export async function capture(script: string, args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const exitCode = await exitOf(child)
  return { exitCode, output }
}

/**
 * Runs a script with this Node on our own terminal, until it ends. Signals sent to us reach it, so
 * that neither outlives the other.
 */
export async function runAttached(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  // A signal to npm ends the shell that it runs us in, and nobody passes it on to us.
  const parent = process.ppid
  const parentCheck = setInterval(() => {
    if (process.ppid !== parent) child.kill()
  }, 250)
  try {
    return await exitOf(child)
  } finally {
    clearInterval(parentCheck)
    for (const signal of signals) process.off(signal, forward)
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}

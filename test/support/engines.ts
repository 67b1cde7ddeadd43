import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import pg from 'pg'

/** A server that tests started for themselves. */
export interface Engine {
  readonly url: string
  end(): Promise<void>
}

/** Starts a Redis that keeps nothing but for its end. @param given the port, where one has been chosen before */
export async function startRedis(given?: number, more: readonly string[] = []): Promise<Engine> {
  const folder = temporaryFolder()
  const port = given ?? (await freePort())
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '']
  const server = spawn('redis-server', [...args, ...more], { stdio: 'ignore' })
  const url = `redis://127.0.0.1:${port}/0`
  await untilReady(async () => {
    const client = createClient({ url, socket: { reconnectStrategy: false } })
    client.on('error', () => {})
    await client.connect()
    client.destroy()
  })
  return { url, end: () => endServer(server, folder) }
}

/** Starts a PostgreSQL with an empty database. @param given the port, where one has been chosen before */
export async function startPostgres(given?: number): Promise<Engine> {
  const folder = temporaryFolder()
  const user = unprivileged()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const init = ['-D', data, '-U', 'postgres', '--auth', 'trust', '--no-sync', '-E', 'UTF8']
  execFileSync('initdb', init, { stdio: 'ignore', cwd: folder, ...user })
  const port = given ?? (await freePort())
  const options = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off']
  const args = ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])]
  const server = spawn('postgres', args, { stdio: 'ignore', cwd: folder, ...user })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await untilReady(async () => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    await client.end()
  })
  return { url, end: () => endServer(server, folder, 'SIGQUIT') }
}

/** Whether a program is installed. Where it is not, says loudly what is not tested. */
export function isInstalled(program: string, whatFor: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  if (folders.some((folder) => existsSync(join(folder, program)))) return true
  console.warn(`\n!!! NOT TESTED: ${whatFor}. There is no ${program} on this machine.\n`)
  return false
}

/** PostgreSQL does not run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'djust-engine-'))
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function untilReady(connect: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    try {
      return await connect()
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

async function endServer(
  server: ChildProcess,
  folder: string,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  if (server.exitCode === null && server.kill(signal)) await ended
  rmSync(folder, { recursive: true, force: true })
}

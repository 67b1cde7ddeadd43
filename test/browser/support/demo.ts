import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Database, openDatabase, posts, todos } from '../../../examples/demo/database.ts'
import { Command } from '../../command-line.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** The demo, as it runs in production. */
export interface Demo {
  /** The address of its first page, with a slash at the end. */
  readonly url: string
  /** Its to-dos, in order, and which of them are done. An open page hears nothing of it. */
  setTodos(titles: readonly string[], done?: readonly string[]): Promise<void>
}

/** Serves the demo to the tests of a file. Each begins without to-dos and without messages. */
export function useDemo(): Demo {
  const folder = mkdtempSync(join(tmpdir(), 'djust-demo-'))
  const file = join(folder, 'demo.db')
  let server: Command
  let database: Database
  let url = ''

  beforeAll(async () => {
    const args = ['bin/djust.js', 'start', 'examples/demo/app.ts', '--host', '127.0.0.1']
    const child = spawn(process.execPath, [...args, '--port', '0'], {
      cwd: repository,
      env: { ...process.env, DEMO_DB: file, DJUST_SECRET: 'a secret that only the tests know' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    server = new Command(child)
    url = `http://127.0.0.1:${await server.prints(/ready {2}\S+:(\d+)/)}/`
    database = await openDatabase(file)
  })
  beforeEach(async () => {
    await database.delete(todos)
    await database.delete(posts)
  })
  afterAll(async () => {
    database?.$client.close()
    await server?.end('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    get url() {
      return url
    },
    async setTodos(titles, done = []) {
      await database.delete(todos)
      const rows = titles.map((title, position) => ({
        title,
        position,
        done: done.includes(title),
      }))
      await database.insert(todos).values(rows)
    },
  }
}

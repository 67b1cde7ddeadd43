import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { type Changes, watchFolder } from './watch-folder.ts'

let changes: Changes | undefined

afterEach(() => changes?.close())

it.each(['page.html', 'mail.txt', 'feed.xml', 'django.po'])(
  'notices a change of %s',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'djust-watch-'))
    changes = watchFolder(folder)
    const changed = changes.next()
    // Until the watcher is ready, changes are lost.
    const writing = setInterval(() => writeFileSync(join(folder, name), String(Math.random())), 50)
    try {
      expect(await Promise.race([changed, delay(3_000, 'nothing')])).toBe(name)
    } finally {
      clearInterval(writing)
    }
  },
)

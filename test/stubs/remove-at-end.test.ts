import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

const helper = pathToFileURL('scripts/remove-at-end.ts').href

it('a program that a signal ends leaves no folder behind, and nothing that runs in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'djust-test-end-'))
  const program = `
    import { spawn } from 'node:child_process'
    import { removeAtEnd } from '${helper}'
    const stdio = ['ignore', 'inherit', 'ignore']
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)'], { cwd: '${folder}', stdio })
    removeAtEnd('${folder}', () => child)
    child.on('spawn', () => console.log('running'))`
  const args = ['--import', 'tsx', '--input-type=module', '-e', program]
  const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(running.stdout, 'data')
  running.kill('SIGTERM')
  // It is closed when nothing that has its output runs any more.
  expect(await once(running, 'close')).toEqual([143, null])
  expect(existsSync(folder)).toBe(false)
})

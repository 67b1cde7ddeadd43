import { basename, extname, relative } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { watch } from 'chokidar'

const watchedExtensions = new Set(
  '.ts .tsx .js .mjs .html .txt .xml .svg .css .json .po .mo'.split(' '),
)
const ignoredFolders = new Set(['node_modules', 'dist', 'coverage'])
/** Editors and git write several files at once; this much silence ends such a burst. */
const quietMs = 50

/** Changes below a folder, one burst of them at a time. */
export interface Changes {
  /** Waits for the next change since the last call, and returns the file's path in the folder. */
  next(): Promise<string>
  close(): Promise<void>
}

/** Watches the files of an application: code, templates, styles, translations and data in JSON. */
export function watchFolder(folder: string): Changes {
  let changed: string | undefined
  let wake = () => {}
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path, stats) => isIgnored(relative(folder, path), stats?.isFile() ?? false),
  })
  watcher.on('all', (_event, path) => {
    if (!watchedExtensions.has(extname(path))) return
    changed = relative(folder, path)
    wake()
  })
  return {
    async next() {
      while (changed === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      for (let seen: string | undefined; seen !== changed; ) {
        seen = changed
        await delay(quietMs)
      }
      const path = changed
      changed = undefined
      return path
    },
    close: () => watcher.close(),
  }
}

function isIgnored(path: string, isFile: boolean): boolean {
  const name = basename(path)
  if (isFile) return !watchedExtensions.has(extname(name))
  return name.startsWith('.') || ignoredFolders.has(name)
}

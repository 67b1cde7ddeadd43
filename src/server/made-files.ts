import type { Programs } from '../session/programs.ts'
import { statusPage } from './error-page.ts'
import { addSecurityHeaders } from './headers.ts'
import { TextResponse } from './text-response.ts'

/** The files that are made while the application runs: layouts of templates, and hooks that are written in them. */
export class MadeFiles {
  readonly #programs: Programs
  /** Where they are, beside those of the runtime. */
  readonly #folder: string

  /** @param staticUrl what addresses of static files begin with */
  constructor(programs: Programs, staticUrl: string) {
    this.#programs = programs
    this.#folder = `${staticUrl}djust/`
  }

  /** @returns null at other addresses */
  respond(pathname: string): Response | null {
    if (!pathname.startsWith(this.#folder)) return null
    return this.#layout(pathname) ?? this.#hook(pathname)
  }

  layoutPath(fingerprint: string): string {
    return `${this.#folder}layout/${fingerprint}.json`
  }

  /** Of the layout with everything needed to build the live part anew. */
  wholeLayoutPath(fingerprint: string): string {
    return `${this.#folder}layout/${fingerprint}.whole.json`
  }

  #layout(pathname: string): Response | null {
    const prefix = `${this.#folder}layout/`
    if (!pathname.startsWith(prefix)) return null
    const [, fingerprint, whole] =
      /^(\w+)(\.whole)?\.json$/.exec(pathname.slice(prefix.length)) ?? []
    const program = fingerprint ? this.#programs.byFingerprint(fingerprint) : undefined
    if (!program) return statusPage(404)
    const layout = whole ? program.compiled.wholeLayout() : program.compiled.layout
    return madeFile(JSON.stringify(layout), 'application/json')
  }

  /** A hook's file is named by its code. */
  #hook(pathname: string): Response | null {
    const [, feature] = /\/(hook-\w+)\.js$/.exec(pathname) ?? []
    if (feature === undefined) return null
    const script = this.#programs.hookScript(feature)
    return script === undefined ? statusPage(404) : madeFile(script, 'text/javascript')
  }
}

function madeFile(text: string, type: string): Response {
  const headers = new Headers({
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'public, max-age=31536000, immutable',
  })
  addSecurityHeaders(headers, null)
  return new TextResponse(text, { headers })
}

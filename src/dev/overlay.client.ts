/**
 * Shows what the runtime reports by a `djust:error` event on the document, until it is closed by
 * its button or by Escape. It never takes the focus from the page.
 */

interface Report {
  readonly code: string
  readonly message: string
}

const maxReports = 20

const style = `
:host { all: initial; color-scheme: light dark; }
section {
  --card: #ffffff; --text: #22211f; --soft: #6b6862; --line: #e3e0da; --red: #b3261e;
  position: fixed; z-index: 2147483647; inset: auto 1rem 1rem; max-width: 46rem; margin: 0 auto;
  max-height: min(60vh, 32rem); overflow: auto; box-sizing: border-box; padding: 1rem 1.25rem 1.25rem;
  background: var(--card); color: var(--text); border: 1px solid var(--line);
  border-top: 4px solid var(--red); border-radius: 10px; box-shadow: 0 12px 40px rgb(0 0 0 / 0.25);
  font: 15px/1.5 system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  section { --card: #1f1e1c; --text: #eceae6; --soft: #a09c94; --line: #35332f; --red: #ff8a80; }
}
header { display: flex; gap: 0.75rem; align-items: center; }
strong { color: var(--red); }
.count { flex: 1; color: var(--soft); font-size: 0.85em; }
button {
  font: inherit; font-size: 0.85em; color: inherit; background: none; cursor: pointer;
  border: 1px solid var(--line); border-radius: 6px; padding: 0.2rem 0.7rem;
}
pre {
  margin: 0.75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
}
pre + pre { padding-top: 0.75rem; border-top: 1px solid var(--line); }
`

/** Listens for errors of the runtime and shows them, newest first. */
function startOverlay(page: Document): void {
  let reports: Report[] = []
  let host: HTMLElement | undefined

  page.addEventListener('djust:error', (event) => {
    reports = [readReport((event as CustomEvent<unknown>).detail), ...reports].slice(0, maxReports)
    host?.remove()
    host = page.createElement('djust-error')
    draw(host, reports, dismiss)
    page.documentElement.append(host)
  })
  page.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') dismiss()
  })

  function dismiss(): void {
    host?.remove()
    host = undefined
    reports = []
  }
}

function draw(host: HTMLElement, reports: readonly Report[], dismiss: () => void): void {
  const root = host.attachShadow({ mode: 'open' })
  // A sheet made by script is no inline style: a strict content security policy lets it be.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = [sheet]

  const make = (tag: string, text: string) => {
    const element = host.ownerDocument.createElement(tag)
    element.textContent = text
    return element
  }
  const count = make('span', reports.length > 1 ? `${reports.length} errors, newest first` : '')
  count.className = 'count'
  const close = make('button', 'Close (Esc)')
  close.setAttribute('type', 'button')
  close.addEventListener('click', dismiss)
  const header = make('header', '')
  header.append(make('strong', reports[0]?.code ?? ''), count, close)

  const box = make('section', '')
  box.setAttribute('role', 'alert')
  box.append(header, ...reports.map((report, age) => make('pre', describe(report, age === 0))))
  root.append(box)
}

/** The code of the newest report stands in the header. */
function describe({ code, message }: Report, isNewest: boolean): string {
  return isNewest ? message : `${code}: ${message}`
}

function readReport(detail: unknown): Report {
  const { code, message } = (typeof detail === 'object' && detail ? detail : {}) as Partial<Report>
  return { code: String(code ?? 'error'), message: String(message ?? '') }
}

startOverlay(document)

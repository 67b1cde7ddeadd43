import { escapeHtml } from '../shared/html.ts'
import { describeError, type ErrorDetails } from './error-details.ts'

/**
 * Draws the page that shows an error in development: no script, and no style of its own.
 *
 * @param error what was thrown; anything may be
 * @param styleUrl the address of `errorStyle`
 */
export function drawErrorPage(error: unknown, status: number, styleUrl: string): string {
  const details = describeError(error)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(details.name)}: ${escapeHtml(firstLine(details.message))}</title>
<link rel="stylesheet" href="${escapeHtml(styleUrl)}">
</head>
<body>
<main>
${drawError(details, 'h1', String(status))}
<footer>Only <code>djust dev</code> shows this page. Save a change and load it again.</footer>
</main>
</body>
</html>
`
}

function drawError(details: ErrorDetails, heading: 'h1' | 'h2', label: string): string {
  const parts = [
    `<p class="kind"><span class="status">${escapeHtml(label)}</span> ${drawName(details)}</p>`,
    `<${heading}>${escapeHtml(details.message)}</${heading}>`,
  ]
  if (details.hint !== '') parts.push(`<p class="hint">${escapeHtml(details.hint)}</p>`)
  if (details.frame !== '') parts.push(drawFrame(details.frame))
  if (details.stack !== '') {
    parts.push(`<details><summary>Stack</summary><pre>${escapeHtml(details.stack)}</pre></details>`)
  }
  if (details.cause) parts.push(drawError(details.cause, 'h2', 'caused by'))
  return `<section>\n${parts.join('\n')}\n</section>`
}

function drawName({ name, code }: ErrorDetails): string {
  return code === '' ? escapeHtml(name) : `${escapeHtml(name)} <code>${escapeHtml(code)}</code>`
}

/** A code frame begins with its place; its lines that matter begin with `>` or consist of `^`. */
function drawFrame(frame: string): string {
  const [place = '', ...lines] = frame.split('\n')
  const drawn = lines.map((line) => {
    const isMarked = line.startsWith('>') || /\|\s*\^+$/.test(line)
    return isMarked ? `<mark>${escapeHtml(line)}</mark>` : escapeHtml(line)
  })
  const caption = `<figcaption>${escapeHtml(place)}</figcaption>`
  return `<figure>${caption}<pre>${drawn.join('\n')}</pre></figure>`
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

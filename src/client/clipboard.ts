import { attribute, boundElement } from './dom.ts'
import { page } from './page.ts'

/** How long an element is marked as one whose text was copied, in milliseconds. */
const markedMs = 2_000

/** Copies what `dj-copy` and `dj-copy-from` say when their element is clicked. */
export function startCopying(): void {
  addEventListener('click', onClick, { signal: page.signal })
}

function onClick(event: MouseEvent): void {
  const bound = boundElement(event, 'dj-copy') ?? boundElement(event, 'dj-copy-from')
  if (!bound) return
  const text = attribute(bound, 'dj-copy') ?? textOf(attribute(bound, 'dj-copy-from')!)
  if (text === null) return
  event.preventDefault()
  void copy(text).then(() => {
    bound.classList.add('djust-copied')
    setTimeout(() => bound.classList.remove('djust-copied'), markedMs)
    bound.dispatchEvent(new CustomEvent('djust:copied', { detail: { text }, bubbles: true }))
  }, reportError)
}

/** What a field holds, or an element shows. @param selector of an id */
function textOf(selector: string): string | null {
  const element = document.getElementById(selector.slice(1))
  if (!element) return null
  return 'value' in element ? String(element.value) : element.innerText
}

async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  // A page that came without encryption has no clipboard, but may copy what is selected.
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (!isCopied) throw new Error('The browser did not copy.')
}

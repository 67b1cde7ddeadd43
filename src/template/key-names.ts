import { didYouMean } from '../shared/suggest.ts'

const held = ['ctrl', 'alt', 'shift', 'meta']

/** Keys that are not what they type, as browsers name them, in lower case. */
const named = [
  ...['enter', 'escape', 'tab', 'space', 'backspace', 'delete', 'insert', 'home', 'end'],
  ...['pageup', 'pagedown', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright'],
  ...Array.from({ length: 12 }, (_, i) => `f${i + 1}`),
]

/** What keys are called elsewhere. */
const others: Readonly<Record<string, string>> = {
  esc: 'escape',
  return: 'enter',
  del: 'delete',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  control: 'ctrl',
  cmd: 'meta',
  option: 'alt',
}

/**
 * Brings a key, or several that are held together, into the form in which the browser names them: `shift+Ctrl+K` →
 * `ctrl+shift+k`.
 */
export function readKeys(text: string): { readonly keys: string } | { readonly problem: string } {
  const parts = text.toLowerCase().split('+')
  const key = parts.pop() ?? ''
  const wrong = parts.find((part) => !held.includes(part))
  if (wrong !== undefined) return { problem: unknown(wrong, held, 'no key that is held') }
  if (!named.includes(key) && !/^[^\s.:,+]$/u.test(key))
    return { problem: unknown(key, [...named, ...held], 'no key') }
  return { keys: [...held.filter((each) => parts.includes(each)), key].join('+') }
}

function unknown(name: string, known: readonly string[], what: string): string {
  const other = others[name]
  const hint = other ? ` Write "${other}".` : didYouMean(name, known)
  return `"${name}" is ${what}.${hint || ` There are letters, digits and ${known.slice(0, 8).join(', ')}, ….`}`
}

/**
 * Tells which attributes of an element are the browser's once it is drawn: those that `dj-ignore-attrs` names, and with
 * `dj-update="ignore"` all but `data-…` and `dj-hook-value-…`.
 *
 * @param update what `dj-update` says
 * @param ignored what `dj-ignore-attrs` says: names, or beginnings of names as in `data-*`
 */
export function browsersAttributes(
  update: string | undefined,
  ignored = '',
): (name: string) => boolean {
  const words = ignored.toLowerCase().split(/[\s,]+/)
  return (name) =>
    (update === 'ignore' && !/^(?:data|dj-hook-value)-/.test(name)) ||
    words.some((word) => isMeant(word, name.toLowerCase()))
}

function isMeant(word: string, name: string): boolean {
  return word.endsWith('*') ? name.startsWith(word.slice(0, -1)) : name === word
}

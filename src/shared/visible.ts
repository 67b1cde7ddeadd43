const unseen = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Makes a text that somebody else wrote fit for a log: on one line, of bounded length, and with
 * everything shown that a terminal would obey instead (line breaks, colours, changes of direction).
 */
export function visible(text: string, maxChars = 1_000): string {
  const short = text.length > maxChars ? `${text.slice(0, maxChars)}…` : text
  return short.replace(unseen, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

/**
 * Makes any value fit for a log, as `visible` does a text.
 *
 * @param maxLength how many characters of it are shown
 */
export function sanitizeForLog(value: unknown, maxLength = 500): string {
  return visible(textOf(value), maxLength)
}

function textOf(value: unknown): string {
  try {
    const isObject = typeof value === 'object' && value !== null && !(value instanceof Error)
    return (isObject ? JSON.stringify(value) : undefined) ?? String(value)
  } catch {
    return 'something that cannot be shown'
  }
}

const bit = /(?:[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+)|\S+/g

/**
 * Splits a tag's content at white space, keeping quoted strings whole.
 *
 * @returns each bit with its offset in `content`
 */
export function smartSplit(content: string): { text: string; offset: number }[] {
  return Array.from(content.matchAll(bit), (m) => ({ text: m[0], offset: m.index }))
}

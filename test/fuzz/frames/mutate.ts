import type { Draw } from '../draw.ts'

const pieces = [
  '[', ']', '{', '}', '"', ',', ':', '0', '-1', '1e999', '9007199254740993', 'null', 'true', '""',
  '"__proto__"', '"constructor"', '"join"', '"url"', '"ack"', '"resync"', '"leave"', '"increment"', '{}', '[]',
  '\\u0000', '\\ud800', '\n', '\r\n', '\0', '\u{2028}', '\u{10ffff}', 'data: x', 'event: close',
  '%00', '../', '<script>', '\x1b[31m',
] // biome-ignore format: one line each would be a page

/** Any bytes. */
export function randomBytes(draw: Draw, most: number): Buffer<ArrayBuffer> {
  const length = Math.floor(draw.fraction() ** 3 * most)
  return Buffer.from(Array.from({ length }, () => draw.whole(0, 255)))
}

/** A text that is like one that is right, and is not: parts are gone, doubled, nested, or others. */
export function mutated(draw: Draw, text: string): string {
  let result = text
  for (let left = draw.whole(1, 4); left > 0; left--) result = mutatedOnce(draw, result)
  return result.slice(0, 200_000)
}

function mutatedOnce(draw: Draw, text: string): string {
  const from = draw.whole(0, text.length)
  const to = draw.whole(from, Math.min(text.length, from + 20))
  const [before, part, behind] = [text.slice(0, from), text.slice(from, to), text.slice(to)]
  return draw.weighed<string>([
    [4, () => before + draw.pick(pieces) + behind],
    [4, () => before + draw.pick(pieces) + part + behind],
    [2, () => before + behind],
    [2, () => before + part + part + behind],
    [1, () => before],
    [1, () => before + part.repeat(draw.whole(2, 2_000)) + behind],
    [1, () => before + '['.repeat(draw.whole(1, 5_000)) + behind],
    [1, () => `${before}${'{"a":'.repeat(draw.whole(1, 500))}${behind}`],
    [1, () => before + String.fromCharCode(...randomBytes(draw, 40)) + behind],
    [1, () => before.replace(/\d+/g, () => String(draw.whole(-5, 2 ** 31))) + behind],
  ])
}

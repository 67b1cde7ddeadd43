/** A piece of source: what djust acts on, a comment, or anything else. */
export interface Piece {
  kind: 'live' | 'comment' | 'plain'
  text: string
}

const names = [
  'LiveView liveView templateName eventHandler optimistic clientState mount handleParams',
  'handleInfo subscribe publish defineUrls path djust strictCsp library simpleTag inclusionTag',
  'Component LiveComponent AlertComponent registerComponent handleComponentEvent sendParent component',
].flatMap((line) => line.split(' '))

const inTypeScript = anyOf(
  /(?<string>'[^'\n]*'|`[^`]*`)/, // first, so that '//' inside a string begins no comment
  /(?<comment>\/\/.*|\/\*[^]*?\*\/)/,
  new RegExp(`(?<live>@?\\b(?:${names.join('|')})\\b)`),
)

const inTemplate = anyOf(
  /(?<comment>\{#.*?#\}|<!--[^]*?-->)/,
  /(?<live>\{%.*?%\}|\{\{.*?\}\}|\bdj-[\w-]+)/,
)

const inMessages = anyOf(/(?<comment>#.*)/, /(?<live>\bmsg\w+|%\(\w+\)s)/)

/** Cuts source into pieces, so that the page can mark what djust acts on. */
export function highlight(file: string, source: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of source.matchAll(patternFor(file))) {
    const { live, comment } = match.groups ?? {}
    add(pieces, 'plain', source.slice(end, match.index))
    add(pieces, live ? 'live' : comment ? 'comment' : 'plain', match[0])
    end = match.index + match[0].length
  }
  add(pieces, 'plain', source.slice(end))
  return pieces
}

function patternFor(file: string): RegExp {
  if (file.endsWith('.html')) return inTemplate
  return file.endsWith('.po') ? inMessages : inTypeScript
}

function add(pieces: Piece[], kind: Piece['kind'], text: string) {
  const last = pieces.at(-1)
  if (last?.kind === kind) last.text += text
  else if (text) pieces.push({ kind, text })
}

function anyOf(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map((pattern) => pattern.source).join('|'), 'g')
}

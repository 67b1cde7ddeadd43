/** A template as it was made up, so that it can be made smaller without falling apart. */
export type Piece = string | Group

export interface Group {
  readonly parts: readonly Piece[]
  /** Whether it may be left out. */
  readonly isOptional?: boolean
  /** Whether it is plain text, which may be cut anywhere. */
  readonly isText?: boolean
  /** Which of the parts may stand for the whole. */
  readonly bodies?: readonly number[]
}

/** The text of a piece. */
export function source(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.parts.map(source).join('')
}

export function optional(...parts: readonly Piece[]): Group {
  return { parts, isOptional: true }
}

export function textPiece(text: string): Group {
  return { parts: [text], isOptional: true, isText: true }
}

/** Every piece that is smaller by one step, the smallest first. */
export function* smallerPieces(piece: Piece): Generator<Piece> {
  if (typeof piece === 'string') return
  if (piece.isOptional && piece.parts.length > 0) yield { parts: [], isOptional: true }
  for (const body of piece.bodies ?? []) yield piece.parts[body]!
  if (piece.isText) {
    for (const text of smallerTexts(source(piece))) yield { ...piece, parts: [text] }
    return
  }
  for (const [i, part] of piece.parts.entries()) {
    for (const smaller of smallerPieces(part))
      yield { ...piece, parts: piece.parts.with(i, smaller) }
  }
}

/** Texts with something left out: halves first, single characters last. */
export function* smallerTexts(text: string): Generator<string> {
  const characters = Array.from(text)
  for (let size = characters.length; size >= 1; size = size >> 1) {
    for (let from = 0; from < characters.length; from += size) {
      yield [...characters.slice(0, from), ...characters.slice(from + size)].join('')
    }
  }
}

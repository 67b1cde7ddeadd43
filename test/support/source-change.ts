import { readFileSync } from 'node:fs'

/** A small change of a source file, made on purpose to see that a test notices it. */
export interface SourceChange {
  readonly file: string
  /** A piece of the file that is there once. */
  readonly find: string
  readonly replace: string
}

/**
 * The text of a source with its change.
 *
 * @throws {Error} where the source is another one by now, and the change has to follow
 */
export function changed({ file, find, replace }: SourceChange, source: string): string {
  const [before, after, ...more] = source.split(find)
  if (after === undefined || more.length > 0) {
    throw new Error(
      `This has to be there once in ${file}: ${find}\n` +
        'The source is another one by now: write the change anew, or take it out with what it was about.',
    )
  }
  return before! + replace + after
}

/** Why changes cannot be made any more; nothing where all can. */
export function outdated(changes: readonly SourceChange[]): string[] {
  return changes.flatMap((change) => {
    try {
      changed(change, readFileSync(change.file, 'utf8'))
      return []
    } catch (error) {
      return [(error as Error).message]
    }
  })
}

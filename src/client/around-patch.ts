/** What feature files do before each patch; what one returns is done after it. */
export const aroundPatch: (() => (() => void) | void)[] = []

/** Is told of each place in the page before it is written, by its element or comment. */
export const beforeWrite: ((place: Node) => void)[] = []

/** Writes into the page, with what is to be done before and after. */
export function patching(write: () => void): void {
  const after = aroundPatch.map((before) => before())
  try {
    write()
  } finally {
    for (const done of after) done?.()
  }
}

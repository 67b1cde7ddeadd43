/** What feature files do before each patch; what one returns is done after it. */
export const aroundPatch: (() => (() => void) | void)[] = []

/** Is told of each place in the page before it is written, by its element or comment. */
export const beforeWrite: ((place: Node) => void)[] = []

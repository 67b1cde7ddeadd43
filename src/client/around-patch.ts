/** What feature files do before each patch; what one returns is done after it. */
export const aroundPatch: (() => (() => void) | void)[] = []

/** Does what an author wrote. A mistake ends it, and nothing else. */
export function guarded(act: () => void): void {
  try {
    act()
  } catch (error) {
    reportError(error)
  }
}

/** Changes the page, with an animation where both browser and page want it. */
export async function animated(change: () => void): Promise<void> {
  const isWanted = document.querySelector('meta[name=view-transition]')
  if (isWanted && document.startViewTransition)
    await document.startViewTransition(change).updateCallbackDone
  else change()
}

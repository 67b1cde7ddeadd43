/** How often a page that has lost its server asks for it: it is back as soon as it was started again. */
const retryMs = 500

/**
 * Lets a page come back at once when `djust dev` replaces its server. In production the pauses between attempts grow, to
 * spare a server that cannot answer; here somebody waits for what was just saved, each time.
 */
function comeBackSoon(): void {
  setInterval(() => {
    const isLost = document.documentElement.classList.contains('dj-disconnected')
    if (isLost) dispatchEvent(new Event('online'))
  }, retryMs)
}

comeBackSoon()

export {}

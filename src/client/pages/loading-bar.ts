/** Nobody needs to see that something takes less than this. */
const hiddenMs = 200

/** Shows after a moment that something takes its time. @returns what ends it */
export function showLoading(): () => void {
  const bar = document.createElement('progress')
  bar.className = 'dj-loading-bar'
  bar.style.cssText = 'position:fixed;z-index:9999;top:0;left:0;width:100%;height:4px'
  // Beside the body, which may be replaced.
  const timer = setTimeout(() => document.documentElement.append(bar), hiddenMs)
  return () => {
    clearTimeout(timer)
    bar.remove()
  }
}

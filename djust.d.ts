/** Types of the browser's runtime: `window.djust`, and what `this` is in its hooks. */
export * from 'djust/client'

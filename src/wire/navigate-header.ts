/** With this header a document asks for a page that it will show in its own place. */
export const navigateHeader = 'djust-navigate'

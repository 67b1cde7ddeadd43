/** With this header a document asks for a page that it will show in its own place, and says of which live session it is. */
export const navigateHeader = 'djust-navigate'

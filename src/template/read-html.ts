import { decodeHTML, decodeHTMLAttribute } from 'entities'

/** The text that a browser reads where this stands between tags. */
export function readText(html: string): string {
  return decodeHTML(readLines(html))
}

/** The value that a browser reads where this stands in an attribute. */
export function readAttribute(html: string): string {
  return decodeHTMLAttribute(readLines(html))
}

/** A browser that reads a page takes every line end for `\n`. */
export function readLines(html: string): string {
  return html.includes('\r') ? html.replace(/\r\n?/g, '\n') : html
}

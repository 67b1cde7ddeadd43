/** The attribute that holds the name of a `<meta>`: Open Graph and its like have another than everybody else. */
export function metaAttribute(name: string): 'name' | 'property' {
  return /^(?:og|article|book|fb|music|product|profile|video):/.test(name) ? 'property' : 'name'
}

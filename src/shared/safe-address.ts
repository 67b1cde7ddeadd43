const blocked = 'about:blank#blocked'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Attributes that hold an address, or several, which the browser may follow. */
const addressAttributes = words(
  'action background cite classid codebase data dj-navigate dj-patch formaction href imagesrcset longdesc manifest ping poster src srcset xlink:href',
)

/** What an animation of SVG may give to an `href`. */
const animated = words('by from to values')

/** Elements that run what they load as a document. */
const frames = words('iframe frame object embed')

/**
 * Whether an attribute holds an address that the browser may follow.
 *
 * @param isRefresh whether the element is a `<meta>` that sends the browser elsewhere
 */
export function isAddressAttribute(tag: string, name: string, isRefresh = false): boolean {
  if (isRefresh && name === 'content') return true
  return addressAttributes.has(name) || (animated.has(name) && /^(?:animate|set$)/.test(tag))
}

/**
 * Gives an address that never runs code when it is followed; both the server and the browser ask it.
 *
 * @param value what an address attribute is to hold
 * @param tag the element's name, in lower case
 * @returns the value, or `about:blank#blocked`
 */
export function safeAddress(value: string, tag: string, name: string): string {
  if (!value.includes(':')) return value
  return addressesIn(value, tag, name).some((address) => runsCode(address, tag)) ? blocked : value
}

function addressesIn(value: string, tag: string, name: string): string[] {
  if (name.endsWith('srcset') || name === 'ping') return value.split(/[\s,]+/)
  if (name === 'values') return value.split(';')
  // "5; url='/next'"
  return [tag === 'meta' ? value.replace(/^[\s\d.;,]*(?:url\s*=)?\s*["']?/i, '') : value]
}

function runsCode(address: string, tag: string): boolean {
  // Browsers drop control characters and white space before and within a scheme.
  const bare = address.replace(/[^!-\uffff]+/g, '')
  const [, scheme = '', type = ''] = /^([a-z]+):([^;,]*)/i.exec(bare) ?? []
  if (/^(?:java|vb)script$/i.test(scheme)) return true
  if (!/^data$/i.test(scheme)) return false
  if (tag === 'script') return true
  if (/^image\/svg\+xml$/i.test(type)) return frames.has(tag)
  return /html|[/+]xml|xsl|script/i.test(type)
}

/** Attributes that data must not bring along: what they hold runs, or is followed. */
const ownNames = words('attributename content http-equiv style srcdoc')

/** Whether an attribute of a name runs what it holds, or makes other attributes do so. Commands set none of these. */
export function isRunByName(name: string): boolean {
  return /^(?:on|dj-|xmlns|srcdoc$|style$)/i.test(name)
}

/**
 * Whether data may name an attribute so.
 *
 * @param tag the element's name, in lower case
 */
export function isHarmlessName(tag: string, name: string): boolean {
  const lower = name.toLowerCase()
  if (/^(?:on|dj-|xmlns)|[^!-\uffff]|["'<>/=]|^$/.test(lower)) return false
  return !ownNames.has(lower) && !isAddressAttribute(tag, lower)
}

const addresses =
  /^(?:href|src|action|formaction|xlink:href|poster|data|cite|background|manifest|longdesc|to)$/

/** Whether a browser that followed this attribute would run code. It is told by the browser's own reading of addresses. */
export function runsCode(tag: string, name: string, value: string): boolean {
  if (name.endsWith('srcset') || name === 'ping')
    return value.split(/[\s,]+/).some((address) => isScript(tag, address))
  if (tag === 'meta' && name === 'content') {
    const [, address] = /^[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?["']?([^]*)$/i.exec(value) ?? []
    return address !== undefined && isScript(tag, address)
  }
  return addresses.test(name) && isScript(tag, value)
}

function isScript(tag: string, address: string): boolean {
  if (!URL.canParse(address, 'https://example.com/')) return false
  const { protocol, pathname } = new URL(address, 'https://example.com/')
  if (protocol === 'javascript:' || protocol === 'vbscript:') return true
  if (protocol !== 'data:') return false
  const isImage = pathname.startsWith('image/svg+xml')
  return (
    /^[^,;]*(?:html|xml)/i.test(pathname) && (!isImage || /^(?:iframe|object|embed)$/.test(tag))
  )
}

const special = /[&<>"']/

/** Escapes text for element content and quoted attributes, with Django's five entities. */
export function escapeHtml(text: string): string {
  const first = text.search(special)
  if (first < 0) return text
  let out = text.slice(0, first)
  let from = first
  for (let i = first; i < text.length; i++) {
    const entity = entityOf(text.charCodeAt(i))
    if (entity === '') continue
    out += text.slice(from, i) + entity
    from = i + 1
  }
  return out + text.slice(from)
}

function entityOf(code: number): string {
  switch (code) {
    case 38:
      return '&amp;'
    case 60:
      return '&lt;'
    case 62:
      return '&gt;'
    case 34:
      return '&quot;'
    case 39:
      return '&#x27;'
    default:
      return ''
  }
}

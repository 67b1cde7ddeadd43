/** Being global, it says where it has found something; each search begins at the start of a text. */
const special = /[&<>"']/g

/** Escapes text for element content and quoted attributes, with Django's five entities. */
export function escapeHtml(text: string): string {
  return special.test(text) ? escapeFound(text) : text
}

/** Whether escaping changes a text. */
export function needsEscaping(text: string): boolean {
  return escapeHtml(text) !== text
}

/** Escapes a text in which a search has just found something. */
function escapeFound(text: string): string {
  const first = special.lastIndex - 1
  special.lastIndex = 0
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

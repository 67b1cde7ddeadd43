const anchor = /^(?:\d*(?:\[.*\])?|\{.*\}|h|\/|blank|p[0-9a-z]{22})$/

/** Whether a node is a comment by which the runtime finds its way. */
export function isAnchor(node: Node): node is Comment {
  return node instanceof Comment && anchor.test(node.data)
}

/** The fields that show something else than the server says: a user is editing them. */
export type Apart = ReadonlySet<Element>

/**
 * Spells out the content of an element so that two that look and act the same are the same: without our anchors and
 * empty texts, with neighbouring texts joined, attributes in order, and the state of fields beside them. Nodes that
 * are marked as third-party are left out.
 */
export function canonical(root: Element, apart: Apart = new Set()): string {
  return children(root, '', apart).replace(/\s+$/, '')
}

function children(parent: ParentNode & Node, indent: string, apart: Apart): string {
  const lines: string[] = []
  let text = ''
  const endText = (): void => {
    if (text !== '') lines.push(`${indent}${JSON.stringify(text)}`)
    text = ''
  }
  for (const node of parent.childNodes) {
    if (node instanceof Text) text += node.data
    else if (node instanceof Comment) {
      if (isAnchor(node)) continue
      endText()
      lines.push(`${indent}<!--${(node as Comment).data}-->`)
    } else if (node instanceof Element && !node.hasAttribute('data-third-party')) {
      endText()
      lines.push(element(node, indent, apart))
    }
  }
  if (
    parent instanceof Element &&
    parent.namespaceURI?.endsWith('xhtml') &&
    parent.localName === 'body'
  )
    text = text.trimEnd()
  endText()
  return lines.join('\n')
}

function element(node: Element, indent: string, apart: Apart): string {
  // They are drawn once and then left alone.
  if (node.matches('script, noscript')) return `${indent}<${node.localName}>`
  const attributes = [...node.attributes]
    .map(({ name, value }) => `${name}=${JSON.stringify(value)}`)
    .sort()
  const head = [namespaceOf(node) + node.localName, ...attributes, ...fieldState(node, apart)]
  const body = children(node, `${indent}  `, apart)
  return `${indent}<${head.join(' ')}>${body === '' ? '' : `\n${body}`}`
}

function namespaceOf({ namespaceURI }: Element): string {
  const name = namespaceURI?.split('/').at(-1) ?? ''
  return name === 'xhtml' ? '' : `${name}:`
}

function fieldState(node: Element, apart: Apart): string[] {
  if (node instanceof HTMLInputElement) {
    const { value, checked, defaultValue, defaultChecked, type } = node
    const isApart = apart.has(node)
    const shown = isApart && !/^(?:checkbox|radio)$/.test(type) ? asShown(defaultValue) : value
    const state = `.value=${JSON.stringify(shown)}`
    if (type === 'radio' && isAmbiguous(node)) return [state]
    return [state, `.checked=${isApart ? defaultChecked : checked}`]
  }
  if (node instanceof HTMLTextAreaElement) {
    const shown = apart.has(node) ? node.defaultValue.replace(/\r\n?/g, '\n') : node.value
    return [`.value=${JSON.stringify(shown)}`]
  }
  if (!(node instanceof HTMLOptionElement)) return []
  const select = node.closest('select')
  if (!select || !isChosenByServer(select)) return []
  return [`.selected=${apart.has(select) ? node.defaultSelected : node.selected}`]
}

function asShown(value: string): string {
  return value.replace(/[\r\n]/g, '')
}

/**
 * Where no option is marked as selected, which one a drop-down shows is the user's, and the browser's to begin with;
 * where several are, it hangs on the order of events.
 */
function isChosenByServer(select: HTMLSelectElement): boolean {
  return select.multiple || select.querySelectorAll('option[selected]').length === 1
}

/** Whether several radio buttons of a group are marked as checked. */
function isAmbiguous({ name, form, ownerDocument }: HTMLInputElement): boolean {
  const marked = radiosOf(ownerDocument).filter(({ defaultChecked }) => defaultChecked)
  return marked.filter((each) => each.name === name && each.form === form).length > 1
}

/** Not by a selector: a type may be written in capitals. */
function radiosOf(page: Document): HTMLInputElement[] {
  return [...page.querySelectorAll('input')].filter(({ type }) => type === 'radio')
}

/** Fields whose state hangs on the order of events from now on. */
export function ambiguousFields(page: Document): Element[] {
  const selects = [...page.querySelectorAll('select')]
  return [
    ...radiosOf(page).filter(isAmbiguous),
    ...selects.filter((select) => !select.multiple && !isChosenByServer(select)),
  ]
}

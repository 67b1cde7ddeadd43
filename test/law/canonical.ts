const anchor = /^(?:\d*|h|\/|blank|p[0-9a-z]{22})$/

/** The fields that a user is editing: what they show is theirs. */
export type Edited = ReadonlySet<Element>

/**
 * Spells out the content of an element so that two that look and act the same are the same: without our anchors and
 * empty texts, with neighbouring texts joined, attributes in order, and the state of fields beside them. Nodes that
 * are marked as third-party are left out.
 */
export function canonical(root: Element, edited: Edited = new Set()): string {
  return children(root, '', edited).replace(/\s+$/, '')
}

function children(parent: ParentNode & Node, indent: string, edited: Edited): string {
  const lines: string[] = []
  let text = ''
  const endText = (): void => {
    if (text !== '') lines.push(`${indent}${JSON.stringify(text)}`)
    text = ''
  }
  for (const node of parent.childNodes) {
    if (node instanceof Text) text += node.data
    else if (node.nodeType === Node.COMMENT_NODE) {
      const { data } = node as Comment
      if (anchor.test(data)) continue
      endText()
      lines.push(`${indent}<!--${data}-->`)
    } else if (node instanceof Element && !node.hasAttribute('data-third-party')) {
      endText()
      lines.push(element(node, indent, edited))
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

function element(node: Element, indent: string, edited: Edited): string {
  // They are drawn once and then left alone.
  if (node.matches('script, noscript')) return `${indent}<${node.localName}>`
  const attributes = [...node.attributes]
    .map(({ name, value }) => `${name}=${JSON.stringify(value)}`)
    .sort()
  const head = [namespaceOf(node) + node.localName, ...attributes, ...fieldState(node, edited)]
  const body = children(node, `${indent}  `, edited)
  return `${indent}<${head.join(' ')}>${body === '' ? '' : `\n${body}`}`
}

function namespaceOf({ namespaceURI }: Element): string {
  const name = namespaceURI?.split('/').at(-1) ?? ''
  return name === 'xhtml' ? '' : `${name}:`
}

function fieldState(node: Element, edited: Edited): string[] {
  if (node instanceof HTMLInputElement) {
    const { value, checked, defaultValue, defaultChecked } = node
    const [shown, isOn] = edited.has(node)
      ? [defaultValue.replace(/[\r\n]/g, ''), defaultChecked]
      : [value, checked]
    return [`.value=${JSON.stringify(shown)}`, `.checked=${isOn}`]
  }
  if (node instanceof HTMLTextAreaElement) {
    return [`.value=${JSON.stringify(edited.has(node) ? node.defaultValue : node.value)}`]
  }
  return node instanceof HTMLOptionElement && isChosenByServer(node)
    ? [`.selected=${node.selected}`]
    : []
}

/** Where no option is marked as selected, which one a drop-down shows is the user's, and the browser's to begin with. */
function isChosenByServer(option: HTMLOptionElement): boolean {
  const select = option.closest('select')
  return Boolean(select?.multiple || select?.querySelector('option[selected]'))
}

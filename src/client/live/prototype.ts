import type { LayoutItem } from '../../wire/layout.ts'
import { setAttribute } from './attribute-slot.ts'

const namespaces = {
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
}

/**
 * Builds the nodes of a region with nothing in its slots. It is done once for each region and cloned from then on; no
 * markup is parsed.
 */
export function buildPrototype(items: readonly LayoutItem[]): DocumentFragment {
  const fragment = document.createDocumentFragment()
  for (const item of items) {
    if (typeof item === 'number') continue
    if (typeof item === 'string') {
      fragment.append(item)
      continue
    }
    switch (item.k) {
      case 'element': {
        const element = item.ns
          ? document.createElementNS(namespaces[item.ns], item.tag)
          : document.createElement(item.tag)
        for (const [name, value] of Object.entries(item.fixed)) setAttribute(element, name, value)
        element.appendChild(buildPrototype(item.children))
        fragment.append(element)
        break
      }
      case 'comment':
        fragment.append(new Comment(item.data))
        break
      case 'alone':
      case 'whole':
      case 'once':
        break
      case 'state':
        fragment.append(new Comment())
        break
      case 'text':
      case 'branch':
      case 'list':
      case 'call':
        fragment.append(new Comment(), ...(item.end ? [new Comment('/')] : []))
        break
      default:
        item satisfies never
    }
  }
  return fragment
}

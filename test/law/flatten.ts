import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { escapeHtml } from '../../src/shared/html.ts'
import type { LayoutElement, LayoutItem, PageLayout } from '../../src/wire/layout.ts'
import type { BranchValues, KeptRows, ListValues, Shown, Values } from '../../src/wire/patch.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element
type Parent = DefaultTreeAdapterTypes.ParentNode

const voids = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/** Puts the values of all slots into the layout: the markup of a live part that was never drawn. */
export function flatten({ regions }: PageLayout, values: Values): string {
  return items(regions[0]!, values)

  function items(list: readonly LayoutItem[], of: Values): string {
    return list.map((each) => item(each, of)).join('')
  }

  function item(each: LayoutItem, of: Values): string {
    if (typeof each === 'string') return escapeHtml(each)
    if (typeof each === 'number') throw new Error('the layout is not whole')
    switch (each.k) {
      case 'comment':
        return `<!--${each.data}-->`
      case 'alone':
      case 'text': {
        const { before = '', after = '' } = each
        return escapeHtml(before) + content(of[each.slot] as Shown) + escapeHtml(after)
      }
      case 'whole':
        return content(of[each.slot] as Shown)
      case 'element':
        return element(each, of)
      case 'branch': {
        const [choice, inner = []] = of[each.slot] as BranchValues
        const region = each.regions[choice]
        const shown = each.all ? (inner as readonly Values[])[choice]! : inner
        return region === undefined ? '' : items(regions[region]!, shown)
      }
      case 'list': {
        const rows = each.key
          ? (of[each.slot] as KeptRows).flatMap((change) => (change as Values).slice(2) as Values[])
          : (of[each.slot] as ListValues)
        if (each.key && rows.length === 0)
          return each.empty < 0 ? '' : items(regions[each.empty]!, [])
        if (rows[0] === 0) return each.empty < 0 ? '' : items(regions[each.empty]!, rows[1] ?? [])
        return (rows as readonly Values[])
          .map(
            (row) =>
              escapeHtml(each.before) + items(regions[each.row]!, row) + escapeHtml(each.after),
          )
          .join('')
      }
      case 'state':
        return ''
      case 'call':
      case 'once':
        return items(regions[each.region]!, of[each.slot] as Values)
    }
  }

  function element({ tag, fixed, slots, children }: LayoutElement, of: Values): string {
    const attributes = new Map<string, string>(Object.entries(fixed))
    for (let i = 0; i < slots.length; i += 2) {
      const value = of[slots[i] as number] as string | false
      const name = (slots[i + 1] as string).replace('!', '')
      if (name === '*') {
        for (const [free, text] of JSON.parse(value || '[]') as [string, string][])
          if (!attributes.has(free)) attributes.set(free, text)
      } else if (value !== false) attributes.set(name, value)
    }
    const written = [...attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    const open = `<${tag}${written.join('')}>`
    const inside = items(children, of)
    // The browser drops a line end there.
    const lineEnd = /^(?:pre|textarea)$/.test(tag) && inside.startsWith('\n') ? '\n' : ''
    return voids.test(tag) ? open : `${open}${lineEnd}${inside}</${tag}>`
  }
}

function content(shown: Shown): string {
  if (typeof shown === 'string') return escapeHtml(shown)
  return shown ? shown[0] : ''
}

/** Spells out the live part of a page as a browser reads it, but for what differs on purpose. */
export function spell(page: string): string {
  const tree = parse(page)
  return children(find(tree)!)
}

function find(parent: Parent): Element | undefined {
  for (const child of parent.childNodes) {
    if (!('tagName' in child)) continue
    if (child.attrs.some(({ name }) => name === 'dj-root')) return child
    const found = find(child)
    if (found) return found
  }
  return undefined
}

const anchor = /^(?:\d*|h|\/|blank)$/

function children(parent: Parent): string {
  return parent.childNodes
    .map((node) => spellNode(node))
    .join('')
    .replaceAll('}{', '')
}

function spellNode(node: Node): string {
  if ('value' in node) return `{${node.value}}`
  if (!('tagName' in node))
    return 'data' in node && !anchor.test(node.data) ? `<!--${node.data}-->` : ''
  const has = (name: string): boolean => node.attrs.some((each) => each.name === name)
  // What makes forms and links work without a script.
  if (node.attrs.some(({ value }) => value === 'csrfmiddlewaretoken')) return ''
  const isAdded = (name: string): boolean =>
    (has('dj-submit') && /^(?:action|method)$/.test(name)) || (has('dj-patch') && name === 'href')
  if (/^(?:script|noscript)$/.test(node.tagName)) return `<${node.tagName}>`
  const attributes = node.attrs
    .filter(({ name }) => !isAdded(name))
    .map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`)
    .sort()
  return `<${node.tagName}${attributes.join('')}>${children(node)}</>`
}

import { TemplateError } from '../../shared/errors.ts'
import type { Flat } from '../nodes.ts'
import type {
  AttributeSlot,
  Placed,
  PlacedCallee,
  PlacedElement,
  PlacedFor,
} from '../place/placed.ts'
import { isRun, scriptInBranch, scriptsInLivePart } from '../place/script-errors.ts'
import { checkMarkup } from './check-markup.ts'
import { browserAttributes, isReplacedWhole, updateMode } from './element-directives.ts'
import { freeLocals } from './free-locals.ts'
import {
  checkKept,
  checkStream,
  keptAndVirtual,
  keptLists,
  keptWithoutKey,
  streamInBranch,
  streamName,
} from './kept-lists.ts'
import { rowKey, splitRow } from './rows.ts'
import {
  alone,
  aloneIn,
  endsWithText,
  followsText,
  staticText,
  type TextRun,
  textRuns,
} from './text-runs.ts'
import { type VirtualList, virtualList } from './virtual-lists.ts'
import type { ElementItem, Item, KeptMode, ListItem, Region, RegionPlan, Slot } from './region.ts'

/**
 * Cuts the live part of a page into regions, numbers its slots, and decides where each is anchored.
 *
 * Anchors are elements and comments, never an index among text nodes: a text that is the only dynamic piece of its
 * element is that element's one text node; every other text has a comment before it and the static texts that run into
 * it, and is one text node with them. Regions have a comment before them, and one after them where static text would
 * otherwise run into them.
 *
 * @param live the element whose content is live
 * @param head what changes of the document's head: its title element, and the text that tells the browser of `<meta>`
 * @param isPart whether the content may stand among other nodes, as that of a component does
 * @param hasState whether a comment will stand at the end of the content
 */
export function planRegions(
  live: PlacedElement,
  head: { readonly title?: PlacedElement | null; readonly meta?: readonly Flat[] | null },
  isPart = false,
  hasState = false,
): RegionPlan {
  const regions: Region[] = []
  const callees = new Map<PlacedCallee, Region>()
  const keptModes = new Map<PlacedFor, KeptMode>()
  const keptItems: ListItem[] = []
  const virtualLists = new Map<PlacedFor, VirtualList>()

  function newRegion(): Region {
    const region: Region = {
      id: regions.length,
      items: [],
      keyAttribute: null,
      isCallee: false,
      parameters: [],
      slotCount: 0,
      recordSize: 0,
    }
    regions.push(region)
    return region
  }

  function newSlot(region: Region, entries = 1): Slot {
    const slot = { slot: region.slotCount++, entry: region.recordSize }
    region.recordSize += entries
    return slot
  }

  /** Plans what stands within the anchors of something else. */
  function planRegion(nodes: readonly Placed[]): Region {
    const region = newRegion()
    region.items.push(...planItems(nodes, region, false))
    return region
  }

  /** @param isPre whether the browser drops a line end at their beginning */
  function planItems(
    nodes: readonly Placed[],
    region: Region,
    followedByText: boolean,
    isPre = false,
  ): Item[] {
    const runs = textRuns(nodes, isPre)
    return runs.map((run, i) => planItem(run, region, followsText(runs, i, followedByText)))
  }

  function planItem(
    { node, before, after }: TextRun,
    region: Region,
    followedByText: boolean,
  ): Item {
    switch (node.kind) {
      case 'text':
        return { kind: 'text', ...staticText(node.text) }
      case 'comment':
        return {
          kind: 'comment',
          html: node.text,
          data: node.data,
          ...(node.parts && { parts: node.parts }),
        }
      case 'markup':
        throw new Error(`"${node.text}" cannot stand in the live part`)
      case 'scripts':
        throw scriptsInLivePart(node.at)
      case 'assign':
        return node
      case 'output':
        checkMarkup(node.markup ?? [])
        return {
          ...newSlot(region),
          kind: 'output',
          value: node.value,
          env: node.env,
          namespace: node.namespace,
          ...(node.markup && { markup: node.markup }),
          at: node.at,
          anchor: {
            kind: 'comment',
            before: staticText(before),
            after: staticText(after),
            hasEnd: followedByText || node.markup !== undefined,
          },
        }
      case 'element':
        return isOpaque(node, isPart || region.id > 0)
          ? { kind: 'opaque', element: node }
          : planElement(node, region)
      case 'if': {
        const slot = newSlot(region, 2)
        const branches = node.branches.map(({ condition, body }) => ({
          condition,
          body: planRegion(body),
        }))
        const hasEnd = followedByText && node.branches.some(({ body }) => endsWithText(body))
        return { ...slot, kind: 'branch', branches, hasEnd, content: [node], isReplaced: false }
      }
      case 'for':
        return planList(node, region, followedByText)
      case 'call': {
        const slot = newSlot(region)
        const hasEnd = followedByText && endsWithText(node.callee.body)
        return { ...slot, kind: 'call', node, region: planCallee(node.callee), hasEnd }
      }
      default:
        return node satisfies never
    }
  }

  function planCallee(callee: PlacedCallee): Region {
    let region = callees.get(callee)
    if (!region) {
      region = newRegion()
      callees.set(callee, region)
      region.items.push(...planItems(callee.body, region, false))
      region.parameters = callee.parameters
      region.isCallee = true
    }
    return region
  }

  function planElement(element: PlacedElement, region: Region): ElementItem {
    const attributes = new Map<AttributeSlot, Slot>()
    const isBrowsers = browserAttributes(element)
    for (const { name, slot } of element.attributes) {
      if (!slot) continue
      slot.isDrawnOnce = isBrowsers(name)
      attributes.set(slot, newSlot(region))
    }
    const text = hasDynamicText(element) ? newSlot(region) : null
    return { kind: 'element', element, attributes, text, children: planChildren(element, region) }
  }

  function planChildren(element: PlacedElement, region: Region): Item[] {
    const content = element.children
    for (const [list, mode] of keptLists(element)) keptModes.set(list, mode)
    const virtual = virtualList(element)
    if (virtual) virtualLists.set(virtual.list, virtual)
    if (updateMode(element) === 'ignore')
      return [{ ...newSlot(region, 0), kind: 'once', region: planRegion(content), content }]
    if (isReplacedWhole(element)) {
      const slot = newSlot(region, 2)
      const branches = [{ condition: null, body: planRegion(content) }]
      return [{ ...slot, kind: 'branch', branches, hasEnd: false, content, isReplaced: true }]
    }
    const anchor = hasState && element === live ? null : aloneIn(element)
    if (!anchor) {
      // What stands behind </body> is read into it.
      const isPre = element.tag === 'pre'
      const items = planItems(element.children, region, element.tag === 'body', isPre)
      return isPre ? withoutFirstLineEnd(items) : items
    }
    return element.children.map((child): Item => {
      if (child.kind !== 'output') return planItem(alone(child), region, false)
      checkMarkup(child.markup ?? [])
      return { ...child, ...newSlot(region), anchor }
    })
  }

  function planList(node: PlacedFor, region: Region, followedByText: boolean): ListItem {
    const kept = keptModes.get(node) ?? null
    if (streamName(node)) {
      if (kept !== 'stream' || isPart || region.id > 0) throw streamInBranch(node)
      checkStream(node)
    }
    const slot = newSlot(region, kept === 'stream' ? 0 : 1)
    const { before, core, after } = splitRow(node.body)
    const row = newRegion()
    const virtual = virtualLists.get(node) ?? null
    const key = rowKey(core, kept !== null, virtual?.keyName)
    if (kept && virtual) throw keptAndVirtual(node)
    if (kept && !key) throw keptWithoutKey(node)
    row.keyAttribute = key && key.attribute
    row.items.push(...planItems(core, row, before.html + after.html !== ''))
    const empty = node.empty && planRegion(node.empty)
    const rowEndsWithText = after.html !== '' || endsWithText(core)
    const hasEnd =
      followedByText && (rowEndsWithText || (node.empty !== null && endsWithText(node.empty)))
    const list: ListItem = {
      ...slot,
      kind: 'list',
      node,
      row,
      empty,
      before,
      after,
      key,
      kept,
      virtual: virtual && virtual.virtual,
      hasEnd,
    }
    if (kept) keptItems.push(list)
    return list
  }

  const root = newRegion()
  root.items.push(...(isPart ? planItems(live.children, root, true) : planChildren(live, root)))
  const title = head.title ? { element: head.title, slot: newSlot(root) } : null
  const meta = head.meta ? { text: head.meta, slot: newSlot(root) } : null
  const callRegions = new Set(callees.values())
  for (const region of regions) {
    if (!callRegions.has(region)) region.parameters = freeLocals(region)
  }
  keptItems.forEach(checkKept)
  return { regions, live, title, meta, kept: keptItems, shared: null }
}

/** The browser drops a line end right behind `<pre>`. */
function withoutFirstLineEnd(items: readonly Item[]): Item[] {
  const first = items.findIndex(({ kind }) => kind !== 'assign')
  return items.map((item, i) =>
    i === first && item.kind === 'text' ? { ...item, text: item.text.replace(/^\n/, '') } : item,
  )
}

/**
 * Whether an element is drawn once and then left alone: a script runs when the document is read and never again, and
 * what is in `noscript` is text to a browser that runs scripts.
 *
 * @param mayComeLater whether it stands in a branch or loop
 */
function isOpaque(element: PlacedElement, mayComeLater: boolean): boolean {
  const { tag, namespace, at } = element
  if (namespace !== 'html') return false
  if (tag === 'template') {
    throw new TemplateError(
      'template_element',
      'What <template> holds is no part of the page until a script copies it, so nothing in it can be live. Move it out of the element with dj-root. To show something later, use {% if %}.',
      at,
    )
  }
  if (tag !== 'script') return tag === 'noscript'
  const isData = !isRun(element)
  const isDrawnOnce = !isData || hasDynamicText(element)
  if (!isDrawnOnce || !mayComeLater) return isDrawnOnce
  if (!isData) throw scriptInBranch(at)
  throw new TemplateError(
    'script_in_branch',
    'A script with values in an {% if %} or {% for %} of the live part is not filled when it appears. Use {{ value|json_script:"id" }}, or a data-… attribute.',
    at,
  )
}

/** Whether the text of an element is more than what its template says. */
function hasDynamicText({ text }: PlacedElement): boolean {
  return text.some((node) => node.kind !== 'text')
}

import { TemplateError } from '../../shared/errors.ts'
import type { Flat } from '../nodes.ts'
import type { Placed } from '../place/placed.ts'
import type { RowKey, StaticText } from './region.ts'
import { isVisible, staticText } from './text-runs.ts'

/** A row: the static text at both ends of it, and what stands between. */
interface SplitRow {
  readonly before: StaticText
  readonly core: readonly Placed[]
  readonly after: StaticText
}

/** Takes the static text at both ends off a row; a row of nothing but text gets a comment to stand on. */
export function splitRow(body: readonly Placed[]): SplitRow {
  const isInner = (node: Placed): boolean => node.kind !== 'text' && node.kind !== 'assign'
  const first = body.findIndex(isInner)
  const last = body.findLastIndex(isInner)
  const [leading, inner, trailing] =
    first < 0
      ? [body, [{ kind: 'comment', data: '', text: '<!---->' } as const], []]
      : [body.slice(0, first), body.slice(first, last + 1), body.slice(last + 1)]
  const text = (nodes: readonly Placed[]): StaticText =>
    staticText(nodes.map((node) => (node.kind === 'text' ? node.text : '')).join(''))
  return {
    before: text(leading),
    core: [...leading.filter(isAssign), ...inner, ...trailing.filter(isAssign)],
    after: text(trailing),
  }
}

/**
 * What tells a row from the others, where its one element has an attribute for it.
 *
 * @param mayBeId whether an id is a key too
 * @param ownName another attribute that is
 */
export function rowKey(
  core: readonly Placed[],
  mayBeId: boolean,
  ownName?: string | null,
): RowKey | null {
  const [only, ...more] = core.filter(isVisible)
  if (only?.kind !== 'element' || more.length > 0) return null
  const attribute =
    only.attributes.find(({ name }) => name === ownName) ??
    only.attributes.find(({ name }) => name === 'dj-key') ??
    only.attributes.find(({ name }) => name === 'data-key') ??
    (mayBeId ? only.attributes.find(({ name }) => name === 'id') : undefined)
  if (!attribute) return null
  const { slot, at } = attribute
  if (!slot || slot.isConditional) {
    throw new TemplateError(
      'key_not_unique',
      `This ${attribute.name} is the same for every row. Write the row's own: ${attribute.name}="{{ item.id }}".`,
      at,
    )
  }
  const parts = only.open.find((part) => part.kind === 'value' && part.slot === slot) as
    | { parts: readonly Flat[] }
    | undefined
  return { attribute: slot, parts: parts?.parts ?? [], at }
}

function isAssign(node: Placed): boolean {
  return node.kind === 'assign'
}

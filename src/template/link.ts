import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { Expression, Node } from './nodes.ts'
import { parse } from './parse.ts'

/** The text of one template. */
export interface Source {
  readonly name: string
  readonly file: string
  readonly text: string
}

/**
 * Finds a template by name.
 *
 * @param at the tag that names it, for the error
 * @throws {TemplateError} when there is none, naming every place searched
 */
export type LoadTemplate = (name: string, at?: Location) => Source

/** A page put together: bases, blocks and includes in one list of nodes. */
export interface Linked {
  readonly nodes: readonly Node[]
  /** The bodies of includes that stand inside themselves, by template name. */
  readonly recursive: ReadonlyMap<string, readonly Node[]>
}

/** Gives the name of the parent that an `{% extends variable %}` stands for. */
export type NameParent = (parent: Expression) => string

/**
 * Puts a template together with its bases and includes.
 *
 * @param entry the template to start from
 * @param load finds the others
 * @param nameParent answers for bases that are named by a variable
 * @throws {TemplateError} when a template is missing, a block is given twice, or bases form a ring
 */
export function link(entry: Source, load: LoadTemplate, nameParent: NameParent): Linked {
  const recursive = new Map<string, readonly Node[]>()

  function linkSource(source: Source, including: readonly string[]): readonly Node[] {
    const chain = inheritanceChain(source, load, nameParent)
    const blocks = chain.map(({ nodes }) => collectBlocks(nodes))
    const root = chain.at(-1)!

    function expand(nodes: readonly Node[], from: Source, block: BlockPlace | null): Node[] {
      return nodes.flatMap((node): Node[] => {
        switch (node.kind) {
          case 'block':
            return expandBlock(node.name, 0, node.at)
          case 'super':
            if (!block)
              throw new TemplateError(
                'super_outside_block',
                '{{ block.super }} stands outside a block.',
                node.at,
              )
            return expandBlock(block.name, block.level + 1, node.at)
          case 'if':
            return [
              {
                ...node,
                branches: node.branches.map((b) => ({ ...b, body: expand(b.body, from, block) })),
              },
            ]
          case 'for':
            return [
              {
                ...node,
                body: expand(node.body, from, block),
                empty: node.empty && expand(node.empty, from, block),
              },
            ]
          case 'with':
            return [{ ...node, body: expand(node.body, from, block) }]
          case 'include':
            return [expandInclude(node, from)]
          case 'extends':
            return []
          default:
            return [node]
        }
      })
    }

    function expandBlock(name: string, atLeast: number, at: Location): Node[] {
      for (let level = atLeast; level < blocks.length; level++) {
        const found = blocks[level]!.get(name)
        if (!found) continue
        const body = expand(found.body, chain[level]!.source, { name, level })
        return [{ kind: 'with', bindings: [], only: false, body, at: found.at }]
      }
      throw new TemplateError(
        'super_without_parent',
        `{{ block.super }} in block "${name}": no parent template has this block. Remove it, or extend a template that has.`,
        at,
      )
    }

    function expandInclude(node: Extract<Node, { kind: 'include' }>, from: Source): Node {
      const { template, bindings, only, at } = node
      if (template.kind !== 'literal' || typeof template.value !== 'string') {
        throw new TemplateError(
          'include_not_yet',
          'Including a template named by a variable is not there yet in this version. Name it: {% include "part.html" %}, or choose with {% if %}.',
          at,
        )
      }
      const included = load(relativeTo(template.value, from, at), at)
      if (including.includes(included.name)) {
        if (!recursive.has(included.name)) {
          recursive.set(included.name, [])
          recursive.set(included.name, linkSource(included, [included.name]))
        }
        return { kind: 'call', template: included.name, bindings, only, at }
      }
      return {
        kind: 'with',
        bindings,
        only,
        body: linkSource(included, [...including, included.name]),
        at,
      }
    }

    return expand(root.nodes, root.source, null)
  }

  return { nodes: linkSource(entry, [entry.name]), recursive }
}

interface BlockPlace {
  readonly name: string
  /** Which template of the chain the block's body came from, child first. */
  readonly level: number
}

interface ChainLink {
  readonly source: Source
  readonly nodes: readonly Node[]
}

/** The template and its bases, child first. */
function inheritanceChain(entry: Source, load: LoadTemplate, nameParent: NameParent): ChainLink[] {
  const chain: ChainLink[] = []
  let source = entry
  for (;;) {
    const nodes = parse(source.text, source.file)
    chain.push({ source, nodes })
    const parent = parentOf(nodes)
    if (!parent) return chain
    const written = parent.parent
    const name =
      written.kind === 'literal' && typeof written.value === 'string'
        ? written.value
        : nameParent(written)
    const next = load(relativeTo(name, source, parent.at), parent.at)
    if (chain.some((link) => link.source.name === next.name)) {
      const ring = [...chain.map((link) => link.source.name), next.name].join(' → ')
      throw new TemplateError(
        'extends_ring',
        `These templates extend each other: ${ring}.`,
        parent.at,
      )
    }
    source = next
  }
}

function parentOf(nodes: readonly Node[]): Extract<Node, { kind: 'extends' }> | null {
  let first = true
  let found: Extract<Node, { kind: 'extends' }> | null = null
  for (const node of nodes) {
    if (node.kind === 'text') continue
    if (node.kind === 'extends') {
      if (!first) {
        throw new TemplateError(
          'extends_first',
          '{% extends %} must be the first tag of its template.',
          node.at,
        )
      }
      found = node
    }
    first = false
  }
  return found
}

function collectBlocks(nodes: readonly Node[]): Map<string, Extract<Node, { kind: 'block' }>> {
  const blocks = new Map<string, Extract<Node, { kind: 'block' }>>()
  const visit = (list: readonly Node[]): void => {
    for (const node of list) {
      if (node.kind === 'block') {
        if (blocks.has(node.name)) {
          throw new TemplateError(
            'block_twice',
            `There are two blocks named "${node.name}" in this template.`,
            node.at,
          )
        }
        blocks.set(node.name, node)
      }
      if (node.kind === 'if') for (const branch of node.branches) visit(branch.body)
      if (node.kind === 'for' && node.empty) visit(node.empty)
      if ('body' in node) visit(node.body)
    }
  }
  visit(nodes)
  return blocks
}

/** Resolves `./name` and `../name` against the template they stand in. */
function relativeTo(name: string, from: Source, at: Location): string {
  if (!/^\.\.?\//.test(name)) return name
  const folders = from.name.split('/').slice(0, -1)
  for (const piece of name.split('/')) {
    if (piece === '.') continue
    if (piece !== '..') folders.push(piece)
    else if (folders.pop() === undefined) {
      throw new TemplateError(
        'template_not_found',
        `"${name}" leads out of the template folders.`,
        at,
      )
    }
  }
  return folders.join('/')
}

import { ConfigError, TemplateError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import { kebabCase } from '../shared/letter-case.ts'
import type { Location } from '../shared/location.ts'
import { called, filtered } from './call-values.ts'
import { chainParts } from './chain-parts.ts'
import { directiveOf } from './directive-table.ts'
import { type HandlerCall, pushesOf } from './handler-call.ts'
import { readLiterals } from './literals.ts'
import type { Flat } from './nodes.ts'
import { textsOf } from './possible-values.ts'
import { replaceStatic, rewriteDynamic } from './place/edit-tag.ts'
import { type Attribute, type Placed, type PlacedElement, placedElements } from './place/placed.ts'
import { isChain, readChain } from './read-chain.ts'
import { readAttribute } from './read-html.ts'

/**
 * Brings what directives call into the form in which the browser reads it: `save({ id: 3 })` → `save {"id":3}`, and
 * `JS.show('#menu')` → `[["show","#menu"]]`. It notes in the attributes which handlers they name.
 *
 * @throws {TemplateError} when what stands there is not a name and literal parameters, and no chain of commands
 */
export function writeCalls(page: readonly Placed[]): void {
  for (const element of placedElements(page)) {
    for (const [i, attribute] of element.attributes.entries()) {
      if (!directiveOf(attribute.name)?.calls) continue
      const { name, value, at } = attribute
      const isOne = value !== null
      const read = isOne ? [readCall(name, value, at)] : writeChosen(element, attribute)
      if (isOne && read[0]!.text !== value) replaceStatic(element, name, escapeHtml(read[0]!.text))
      element.attributes[i] = {
        ...element.attributes[i]!,
        calls: read.flatMap(({ calls }) => calls),
        mayCommand: read.some(({ isChain }) => isChain),
      }
    }
  }
}

/** What an attribute, or one of the texts that conditions choose, calls. */
interface ReadCall {
  /** In the form in which the browser reads it. */
  readonly text: string
  readonly calls: readonly HandlerCall[]
  /** Whether it holds commands, or may. */
  readonly isChain: boolean
}

function readCall(name: string, text: string, at: Location): ReadCall {
  if (isChain(text)) {
    const chain = inTemplate(name, at, () => readChain(text))
    return { text: String(chain), calls: pushesOf(chain), isChain: true }
  }
  if (text.startsWith('['))
    throw badCall(name, `"${text}" names no handler.`, 'dj-value-id="3"', at)
  if (!text.includes('(')) {
    const handler = text.trim()
    return { text, calls: handler === '' ? [] : [{ handler, params: {} }], isChain: false }
  }
  const call = readHandler(name, text, at)
  const params = JSON.stringify(call.params)
  const written = params === '{}' ? call.handler : `${call.handler} ${params}`
  return { text: written, calls: [call], isChain: false }
}

/** Reads, and writes anew, an attribute in which something hangs on values. */
function writeChosen(element: PlacedElement, { name, slot, at }: Attribute): ReadCall[] {
  const read: ReadCall[] = []
  const readPiece = (text: string): string => {
    const call = readCall(name, text, at)
    read.push(call)
    return call.text
  }
  rewriteDynamic(element, slot!, readPiece, partsOf)
  return read

  function partsOf(parts: readonly Flat[]): Flat[] {
    const solid = parts.filter((part) => part.kind !== 'text' || part.text.trim() !== '')
    const [only] = solid
    if (solid.length === 1 && only?.kind === 'if') {
      const branches = only.branches.map((each) => ({ ...each, body: partsOf(each.body) }))
      return [{ ...only, branches }]
    }
    if (solid.every((part) => part.kind === 'text')) {
      const text = readAttribute(solid.map((part) => part.text).join(''))
      return [{ kind: 'text', text: escapeHtml(readPiece(text)), at }]
    }
    return partsWithValues(parts)
  }

  function partsWithValues(parts: readonly Flat[]): Flat[] {
    const [first] = parts
    if (first?.kind === 'text' && isChain(readAttribute(first.text))) {
      const { chain, written } = inTemplate(name, at, () => chainParts(parts))
      read.push({ text: '', calls: pushesOf(chain), isChain: true })
      return written
    }
    const pieces: string[] = []
    const whole = textsOf(parts, pieces)
    if (pieces.some((text) => text.includes('('))) {
      const what = 'Parameters that hang on values are attributes of their own.'
      throw badCall(name, what, 'dj-value-id="{{ id }}"', at)
    }
    if (whole) {
      read.push(...whole.map((text) => readCall(name, readAttribute(text), at)))
      return [...parts]
    }
    const odd = pieces.find((text) => readAttribute(text).startsWith('['))
    if (odd !== undefined) throw badCall(name, `"${odd}" begins no name.`, 'dj-value-id="3"', at)
    read.push({ text: '', calls: [], isChain: true })
    return parts.map((part) => filtered(part, called, 'called'))
  }
}

/** Reads commands, and says where they stand if that cannot be done. */
function inTemplate<T>(name: string, at: Location, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new TemplateError('bad_command', `${name}: ${error.message}`, at)
  }
}

function readHandler(name: string, value: string, at: Location): HandlerCall {
  const [, handler, inside] = /^\s*([\w$]+)\s*\(\s*(.*?)\s*\)\s*$/s.exec(value) ?? []
  if (handler === undefined || inside === undefined)
    throw badCall(name, `"${value}" is not a handler and its parameters.`, 'dj-value-id="3"', at)
  if (inside === '') return { handler, params: {} }
  const params = inside.startsWith('{') ? readLiterals(inside) : undefined
  if (params !== undefined) return { handler, params: params as HandlerCall['params'] }
  const what = inside.startsWith('{')
    ? `${inside} has to be an object of texts, numbers, true, false and null: ${name}="${handler}({ id: 3 })".`
    : 'Parameters have names.'
  throw badCall(name, what, `dj-value-${kebabCase('id')}="…"`, at)
}

function badCall(name: string, what: string, parameter: string, at: Location): TemplateError {
  return new TemplateError(
    'bad_handler_call',
    `${name}: ${what} Write the name of the handler alone, and beside it ${parameter} for each parameter.`,
    at,
  )
}

import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import type { Flat } from '../nodes.ts'
import { checkTextOnly } from './check-text-only.ts'
import { type EscapingPlace, firstOfData, type Trusts } from './escaping.ts'
import type { Quote, ValueEnding } from './placed.ts'

/** The attribute of an opening tag that is being read. */
export class OpenAttribute {
  /** As written. */
  name = ''
  /** What its value stands in. */
  quote: Quote | '' = ''
  /** Its value, where nothing in it is dynamic. */
  value = ''
  /** Its value, where something in it is dynamic. */
  parts: Flat[] | null = null
  /** Where the last text of its name stands. */
  #at: Location
  readonly #trusts: Trusts

  constructor(at: Location, trusts: Trusts) {
    this.#at = at
    this.#trusts = trusts
  }

  get at(): Location {
    return this.#at
  }

  /** What could end its value in a safe string. */
  get ending(): ValueEnding {
    if (this.quote === '') return this.#trusts('unquoted') ? '' : ' '
    return this.#trusts('safeStrings') ? '' : this.quote
  }

  addName(text: string, at: Location): void {
    this.name += text
    this.#at = at
  }

  addValue(text: string): void {
    if (!this.parts) this.value += text
    else if (text !== '') this.parts.push({ kind: 'text', text, at: this.#at })
  }

  /** Takes a dynamic piece that stands in the value. */
  place(node: Flat): void {
    const name = this.name.toLowerCase()
    const data = firstOfData([node])
    if (data) checkData(name, data.at, this.#trusts)
    const end = this.quote === '' ? /[\s>"'`]/ : this.quote === '"' ? /"/ : /'/
    checkTextOnly([node], `the attribute "${name}"`, end)
    const { value } = this
    this.parts ??= value === '' ? [] : [{ kind: 'text', text: value, at: this.#at }]
    this.parts.push(node)
  }
}

/** Refuses data where no escaping makes it safe. */
function checkData(name: string, at: Location, trusts: Trusts): void {
  const place = strictAttributes[name.startsWith('on') ? 'on' : name]
  if (!place || trusts(place)) return
  if (place === 'handlers') {
    throw new TemplateError(
      'value_in_handler',
      `A value in ${name}="…" would run as code. Use dj-click and dj-value-… instead.`,
      at,
    )
  }
  throw new TemplateError(
    'value_in_handler',
    `A value in ${name}="…" cannot be made safe by escaping. ${name === 'style' ? 'Switch classes instead, or choose between values of yours with {% if %}.' : 'Serve the document from a route.'}`,
    at,
  )
}

const strictAttributes: Readonly<Record<string, EscapingPlace | undefined>> = {
  // Without a prototype, which has names too.
  __proto__: null as never,
  on: 'handlers',
  srcdoc: 'srcdoc',
  style: 'styleAttributes',
}

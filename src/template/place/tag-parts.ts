import type { Location } from '../../shared/location.ts'
import { readAttribute } from '../read-html.ts'
import type { FreeAttributes } from './free-attributes.ts'
import type { OpenAttribute } from './open-attribute.ts'
import type { Attribute, AttributeSlot, PlacedAssign, TagPart } from './placed.ts'
import { attributeTwice, namesTwice } from './tag-errors.ts'

/**
 * What was read of an opening tag, in parts. Attributes that only some branches of an `{% if %}` have, and values with
 * something dynamic in them, are slots; the rest of the tag is kept as it was written.
 */
export class TagParts {
  readonly all: TagPart[] = []
  readonly attributes: Attribute[] = []
  /** Source since the last part. */
  #source = '<'
  /** Parts go here: the tag itself, or a branch in it. */
  #into: TagPart[] = this.all
  /** The attributes that are surely there by now. */
  #names: ReadonlySet<string> = new Set()
  /** The names of all its attributes, once it is read. */
  readonly #taken: string[] = []
  #isInBranch = false

  get isInBranch(): boolean {
    return this.#isInBranch
  }

  addSource(text: string): void {
    this.#source += text
  }

  /** Takes back the source that was added last. */
  removeSource(length: number): void {
    this.#source = this.#source.slice(0, this.#source.length - length)
  }

  /** Adds what was read since the last part as a part of its own. */
  flushSource(): void {
    if (this.#source !== '') this.#into.push({ kind: 'source', text: this.#source })
    this.#source = ''
  }

  /** Adds a part that is no attribute. */
  add(part: TagPart): void {
    this.flushSource()
    this.#into.push(part)
  }

  /** Adds a part that draws nothing. It comes before what was read since the last part, and so never in a name. */
  addSilent(part: PlacedAssign): void {
    this.#into.push(part)
  }

  /**
   * Adds an attribute, whose name is in the source already.
   *
   * @param name as the browser spells it
   */
  addAttribute(attribute: OpenAttribute, name: string, isUrl: boolean): void {
    const { at, value, parts, ending } = attribute
    if (this.#names.has(name)) throw attributeTwice(name, at)
    this.#names = new Set(this.#names).add(name)
    const slot = parts || this.#isInBranch ? this.#slotFor(name, isUrl, at) : null
    if (!parts) this.addSource(value)
    if (parts) this.add({ kind: 'value', slot: slot!, parts, ending })
    else if (slot) this.add({ kind: 'present', slot, value: readAttribute(value) })
    else this.#addFixed({ name, value: readAttribute(value), slot, at })
  }

  /**
   * Adds attributes that data names: one group, since the browser could not tell which of two has named one. Those with
   * nothing but white space before them belong to the group there.
   */
  addFree({ parts, needsSpace }: FreeAttributes, at: Location): void {
    const [group, space] = this.#into.slice(-2)
    if (group?.kind === 'free' && space?.kind === 'source' && /^\s+$/.test(space.text)) {
      this.#into.pop()
      group.parts.push({ kind: 'text', text: space.text, at }, ...parts)
      return
    }
    if (this.attributes.some(({ name }) => name === '*')) throw namesTwice(at)
    const slot: AttributeSlot = { name: '*', isUrl: false, isConditional: this.#isInBranch }
    this.attributes.push({ name: '*', value: null, slot, at })
    this.#into.push({ kind: 'free', slot, parts, taken: this.#taken, needsSpace })
  }

  /** Reads one branch of an `{% if %}` that stands between attributes, and gives its parts. */
  readBranch(read: () => void): TagPart[] {
    const [into, names, isInBranch] = [this.#into, this.#names, this.#isInBranch]
    const parts: TagPart[] = []
    this.#into = parts
    this.#isInBranch = true
    read()
    this.flushSource()
    this.#into = into
    this.#names = names
    this.#isInBranch = isInBranch
    return parts
  }

  end(): void {
    this.flushSource()
    this.#taken.push(...this.attributes.flatMap(({ name }) => (name === '*' ? [] : name)))
  }

  #addFixed(attribute: Attribute): void {
    const { name, at } = attribute
    if (this.attributes.some((each) => each.name === name)) throw attributeTwice(name, at)
    this.attributes.push(attribute)
  }

  /** The slot of an attribute; the branches of one `{% if %}` share it. */
  #slotFor(name: string, isUrl: boolean, at: Location): AttributeSlot {
    const known = this.attributes.find((each) => each.name === name)
    if (known) {
      if (!known.slot?.isConditional || !this.#isInBranch) throw attributeTwice(name, at)
      // One address that needs a look makes the attribute one.
      known.slot.isUrl ||= isUrl
      return known.slot
    }
    const slot: AttributeSlot = { name, isUrl, isConditional: this.#isInBranch }
    this.attributes.push({ name, value: null, slot, at })
    return slot
  }
}

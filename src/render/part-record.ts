import type { PartValues } from '../wire/patch.ts'
import type { PartTemplate } from './render-input.ts'

/** The entry of a record where the browser shows a component. */
export class PartRecord {
  readonly template: PartTemplate
  /** What another component must share to be shown in the same place without being drawn anew. */
  readonly identity: object
  /** The values that the component shows. */
  readonly values: unknown[] = []

  constructor(template: PartTemplate, identity: object) {
    this.template = template
    this.identity = identity
  }
}

/** A component that has just been drawn or filled. */
export class DrawnPart {
  readonly record: PartRecord | null
  /** The markup, behind the comment that names the layout. */
  readonly html: string
  readonly values: PartValues | ''

  constructor(record: PartRecord | null, html: string, values: PartValues | '') {
    this.record = record
    this.html = html
    this.values = values
  }
}

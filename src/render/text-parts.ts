import { describePart, type Part } from '../shared/part.ts'
import { partClass } from '../shared/part-registry.ts'
import type { OpenedPart, PartSource, PartTemplate, RenderInput } from './render-input.ts'
import type { TextTemplates } from './text-templates.ts'

/** Draws components in texts that no page holds, such as mails: their state is what they were made with. */
export class TextParts implements PartSource {
  readonly #templates: TextTemplates

  constructor(templates: TextTemplates) {
    this.#templates = templates
  }

  openPlain(part: Part, input: RenderInput): OpenedPart {
    const { name, template: found, read } = part[describePart]()
    const template =
      found.kind === 'file'
        ? this.#templates.find([found.name], '', read)
        : this.#templates.ofText({ name, file: `${name} (template)`, text: found.text }, read)
    return { template, input: { ...input, read }, identity: part }
  }

  make(name: string, props: Readonly<Record<string, unknown>>): Part {
    return new (partClass(name))(props)
  }

  open(): OpenedPart<PartTemplate> {
    throw new Error('a text has no live part')
  }
}

import { TemplateError } from '../../shared/errors.ts'
import { kebabCase } from '../../shared/letter-case.ts'
import type { Location } from '../../shared/location.ts'

export function unexpectedInTag(character: string, at: Location): TemplateError {
  return new TemplateError('html_syntax', `"${character}" is not expected in this tag.`, at)
}

export function quoteInName(name: string, at: Location): TemplateError {
  return new TemplateError(
    'html_syntax',
    `"${name}" cannot name an attribute. Is a quote missing before it?`,
    at,
  )
}

export function namesRunTogether(at: Location): TemplateError {
  return new TemplateError(
    'html_syntax',
    'Without a space this name runs into what stands before it. Put one at the start of the {% if %}, or behind it.',
    at,
  )
}

export function valueInTagName(at: Location): TemplateError {
  return new TemplateError(
    'value_in_tag_name',
    'A value cannot be part of a tag name. Choose between elements with {% if %}.',
    at,
  )
}

export function valueInName(at: Location): TemplateError {
  return new TemplateError(
    'value_in_name',
    'A value cannot be part of an attribute name. Write each attribute with {% if %} around it.',
    at,
  )
}

export function valueBetweenAttributes(at: Location): TemplateError {
  return new TemplateError(
    'value_between_attributes',
    'A value cannot name attributes. Write the attributes out, with {% if %} around those that come and go.',
    at,
  )
}

export function branchEndsElsewhere(at: Location): TemplateError {
  return new TemplateError(
    'unbalanced',
    'This {% if %} begins between attributes and ends elsewhere. Put whole attributes into it, or put it inside the quotes of one.',
    at,
  )
}

export function tagEndsInBranch(at: Location): TemplateError {
  return new TemplateError(
    'unbalanced',
    'A tag ends inside an {% if %} that began between its attributes. Close the {% if %} before ">".',
    at,
  )
}

export function capitalsInName(written: string, at: Location): TemplateError {
  return new TemplateError(
    'attribute_case',
    `The browser lower-cases "${written}". Write dj-value-${kebabCase(written.slice(9))}; the handler receives it in camelCase.`,
    at,
  )
}

export function attributeTwice(name: string, at: Location): TemplateError {
  return new TemplateError(
    'attribute_twice',
    `The attribute "${name}" is given twice; the browser would keep the first only. Put the condition inside its quotes: ${name}="a {% if b %}c{% endif %}".`,
    at,
  )
}

export function namesTwice(at: Location): TemplateError {
  return new TemplateError(
    'names_twice',
    'Data names attributes of this tag in two places, and the browser could not tell which of them an attribute is from. Write them one behind the other, or let one {% for %} name them all.',
    at,
  )
}

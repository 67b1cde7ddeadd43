import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import type { PlacedElement } from './placed.ts'

/** Whether a `<script>` is run, and not data. */
export function isRun({ attributes }: PlacedElement): boolean {
  const type = attributes.find(({ name }) => name === 'type')?.value ?? ''
  return type === '' || type === 'module' || /javascript/i.test(type)
}

export function scriptInBranch(at: Location): TemplateError {
  return new TemplateError(
    'script_in_branch',
    'A script in an {% if %} or {% for %} of the live part would not run when it appears. Move it to <head>.',
    at,
  )
}

export function scriptsInLivePart(at: Location): TemplateError {
  return new TemplateError(
    'scripts_in_live_part',
    '{% djust_scripts %} stands in the live part. Put it into <head>.',
    at,
  )
}

import { TemplateError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { UploadUse } from '../template/place/bind-uploads.ts'
import { Upload } from '../uploads/upload.ts'

/** The upload that a view or component holds in a field. */
export function uploadNamed(owner: object, name: string): Upload | null {
  const value: unknown = Object.hasOwn(owner, name) && (owner as Record<string, unknown>)[name]
  return value instanceof Upload ? value : null
}

/**
 * Makes sure that a view or component has the uploads that its template names.
 *
 * @throws {TemplateError} `unknown_upload`
 */
export function checkUploads(uses: readonly UploadUse[], owner: object): void {
  for (const { name, at } of uses) {
    if (uploadNamed(owner, name)) continue
    const known = Object.keys(owner).filter((each) => uploadNamed(owner, each))
    throw new TemplateError(
      'unknown_upload',
      `dj-upload="${name}": ${owner.constructor.name} has no upload of that name.${didYouMean(name, known)} Its uploads: ${known.join(', ') || `none. Write ${name} = upload(this)`}.`,
      at,
    )
  }
}

import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { isPattern } from './file-types.ts'
import type { UploadEntry } from './upload-entry.ts'
import type { UploadWriter } from './upload-writer.ts'

export interface UploadOptions {
  /** Types such as `image/*` and `application/pdf`, and endings such as `.csv` (default: any). */
  readonly accept?: readonly string[]
  /** In bytes (default: 8 MB). */
  readonly maxFileSize?: number
  /** How many files there are at once; with 1, a new one takes the place of the one before (default: 1). */
  readonly maxEntries?: number
  /** Called when all of a file is there, and is what it says. */
  readonly onComplete?: (entry: UploadEntry) => unknown
  /** Where files go (default: a folder, until their page ends). */
  readonly writer?: UploadWriter
}

const optionNames = ['accept', 'maxFileSize', 'maxEntries', 'onComplete', 'writer']

/** @throws {ConfigError} `bad_upload_option` */
export function checkedUploadOptions(options: UploadOptions): UploadOptions {
  for (const name of Object.keys(options))
    if (!optionNames.includes(name))
      throw bad(
        `There is no option "${name}".${didYouMean(name, optionNames)} Known: ${optionNames.join(', ')}.`,
      )
  const { accept = [], maxFileSize = 1, maxEntries = 1, onComplete } = options
  if (!Array.isArray(accept) || !accept.every(isPattern))
    throw bad("accept has to be a list of types and endings: ['image/*', '.pdf'].")
  for (const [name, value] of Object.entries({ maxFileSize, maxEntries }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw bad(`${name} has to be a whole number above zero.`)
  if (onComplete !== undefined && typeof onComplete !== 'function')
    throw bad('onComplete has to be a function of the entry.')
  return options
}

function bad(problem: string): ConfigError {
  return new ConfigError('bad_upload_option', `upload(this, …): ${problem}`)
}

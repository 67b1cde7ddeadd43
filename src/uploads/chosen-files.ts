import { HandlerError } from '../shared/errors.ts'

/** What a browser says of a file. */
export interface ChosenFile {
  readonly ref: string
  readonly clientName: string
  readonly size: number
  readonly type: string
}

/**
 * Reads what a browser says of the files that were chosen.
 *
 * @throws {HandlerError} `bad_upload`
 */
export function readChosen(list: unknown): ChosenFile[] {
  if (!Array.isArray(list) || list.length > 1_000) throw badUpload()
  return list.map((each: unknown): ChosenFile => {
    const [ref, clientName, size, type] = Array.isArray(each) ? each : []
    const isRight =
      typeof ref === 'string' &&
      /^[\w-]{1,64}$/.test(ref) &&
      typeof clientName === 'string' &&
      clientName.length <= 1_000 &&
      Number.isSafeInteger(size) &&
      size >= 0 &&
      typeof type === 'string' &&
      type.length <= 200
    if (!isRight) throw badUpload()
    return { ref, clientName, size, type: type.toLowerCase() }
  })
}

function badUpload(): HandlerError {
  return new HandlerError('bad_upload', 'What came is no list of files.')
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Catalogs, type CatalogsOptions, type LocaleFile } from '../template/i18n/catalogs.ts'
import { catalogError, charsetOf, type MessageFile } from '../template/i18n/message-file.ts'
import { parseMo } from '../template/i18n/mo-file.ts'
import { parsePo } from '../template/i18n/po-file.ts'

export interface MessageFilesOptions extends Omit<CatalogsOptions, 'files'> {
  /** The domain whose files are read. Default: `django`. */
  readonly domain?: string
}

/**
 * Reads the message files under directories: `<directory>/<locale>/LC_MESSAGES/<domain>.po`, or
 * `.mo`. Of the two the `.po` counts, which is what people edit. Where directories translate the
 * same message, the first one counts.
 *
 * @param directories those that an application names; one that is not there has no files
 * @throws {ConfigError} when a file is not a message file, with the file and line
 */
export function readCatalogs(
  directories: readonly string[],
  { domain = 'django', ...options }: MessageFilesOptions = {},
): Catalogs {
  const files = directories.flatMap((directory) => readMessageFiles(directory, domain))
  return new Catalogs({ ...options, files })
}

/** The message files of one directory, in the order of their locales. */
export function readMessageFiles(directory: string, domain = 'django'): LocaleFile[] {
  const files: LocaleFile[] = []
  for (const locale of localesIn(directory)) {
    const path = join(directory, locale, 'LC_MESSAGES', domain)
    const file = readIfThere(`${path}.po`, readPo) ?? readIfThere(`${path}.mo`, readMo)
    if (file !== undefined) files.push({ ...file, locale })
  }
  return files
}

function localesIn(directory: string): string[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isFile() && /^[A-Za-z]{2,8}(?:[-_@]\w+)*$/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

function readIfThere(
  path: string,
  read: (bytes: Uint8Array, path: string) => MessageFile,
): MessageFile | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  return read(readFileSync(path), path)
}

function readPo(bytes: Uint8Array, path: string): MessageFile {
  // The header that names the encoding is ASCII, and its line breaks are written as \n.
  const start = decode(bytes.subarray(0, 16_384), 'latin1').replaceAll('\\n', '\n')
  const charset = charsetOf(start.replace(/^(?:msgstr[ \t]*)?"/gm, ''))
  return parsePo(decodeFile(bytes, charset, path), path)
}

function decodeFile(bytes: Uint8Array, charset: string, path: string): string {
  try {
    return decode(bytes, charset)
  } catch (error) {
    throw catalogError(
      `${path} is not in the encoding "${charset}" that its header names. Save it as UTF-8.`,
      { cause: error },
    )
  }
}

function readMo(bytes: Uint8Array, path: string): MessageFile {
  return parseMo(bytes, path, decode)
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset, { fatal: true }).decode(bytes)
}

/** Files that begin in a certain way. */
interface Signature {
  readonly type: string
  /** Other names of it that browsers and people use. */
  readonly aliases?: readonly string[]
  readonly endings: readonly string[]
  readonly isIn: (head: Uint8Array) => boolean
}

const signatures: readonly Signature[] = [
  of('image/png', ['png'], '\x89PNG\r\n\x1a\n'),
  of('image/jpeg', ['jpg', 'jpeg'], '\xff\xd8\xff', ['image/jpg', 'image/pjpeg']),
  {
    type: 'image/gif',
    endings: ['gif'],
    isIn: (head) => starts(head, 'GIF87a') || starts(head, 'GIF89a'),
  },
  {
    type: 'image/webp',
    endings: ['webp'],
    isIn: (head) => starts(head, 'RIFF') && starts(head, 'WEBP', 8),
  },
  of('image/bmp', ['bmp'], 'BM', ['image/x-ms-bmp']),
  {
    type: 'image/tiff',
    endings: ['tif', 'tiff'],
    isIn: (head) => starts(head, 'II*\0') || starts(head, 'MM\0*'),
  },
  brand('image/avif', ['avif'], /^avi[fs]/),
  brand('image/heic', ['heic', 'heif'], /^(?:hei[cxms]|mif1|msf1)/, ['image/heif']),
  brand('video/quicktime', ['mov'], /^qt /),
  brand('audio/mp4', ['m4a'], /^M4A /, ['audio/x-m4a', 'audio/m4a']),
  brand('video/mp4', ['mp4', 'm4v'], /^(?:isom|iso\d|mp4\d|avc1|dash|M4V |MSNV|3gp)/, [
    'audio/mp4',
    'video/x-m4v',
  ]),
  of('video/webm', ['webm', 'mkv'], '\x1aE\xdf\xa3', ['audio/webm', 'video/x-matroska']),
  {
    type: 'audio/wav',
    aliases: ['audio/x-wav', 'audio/wave'],
    endings: ['wav'],
    isIn: (head) => starts(head, 'RIFF') && starts(head, 'WAVE', 8),
  },
  of('audio/flac', ['flac'], 'fLaC', ['audio/x-flac']),
  of('audio/ogg', ['ogg', 'oga', 'ogv', 'opus'], 'OggS', ['video/ogg', 'application/ogg']),
  {
    type: 'audio/mpeg',
    aliases: ['audio/mp3'],
    endings: ['mp3'],
    isIn: (head) => starts(head, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2),
  },
  of('application/pdf', ['pdf'], '%PDF-'),
  of('application/gzip', ['gz', 'tgz'], '\x1f\x8b', ['application/x-gzip']),
  of('application/x-7z-compressed', ['7z'], "7z\xbc\xaf'\x1c"),
  of('application/vnd.rar', ['rar'], 'Rar!\x1a\x07', ['application/x-rar-compressed']),
  of(
    'application/zip',
    ['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub', 'jar'],
    'PK\x03\x04',
    [
      'application/x-zip-compressed',
      'application/epub+zip',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.oasis.opendocument.text',
      'application/vnd.oasis.opendocument.spreadsheet',
      'application/vnd.oasis.opendocument.presentation',
    ],
  ),
  {
    type: 'application/x-executable',
    endings: ['exe', 'dll', 'elf'],
    isIn: (head) => starts(head, 'MZ') || starts(head, '\x7fELF'),
  },
]

/** What people read: such files hold no zero byte. */
const text = /^text\/|^(?:application\/(?:json|xml|javascript|x-ndjson|sql|rtf)|image\/svg\+xml)$/

/** Endings of what a browser shows as a page or runs, and what such a file says that it is. */
const active: readonly (readonly [endings: RegExp, types: RegExp])[] = [
  [/^(?:s?html?|xht|xhtml|mhtml?)$/, /html|^message\/rfc822$|^multipart\/related$/],
  [/^svgz?$/, /^image\/svg\+xml$/],
  [/^(?:xml|xslt?)$/, /xml/],
  [/^[cm]?js$/, /(?:java|ecma)script/],
  // Servers run these. Whatever they are, they are nothing to look at or to listen to.
  [/^(?:php\d?|phtml|phar|jsp|aspx?|cgi)$/, /^(?!(?:image|audio|video|font)\/)/],
]

/** Whether a file is called like one that would be run, and says that it is something else. */
function isDisguised(claimed: string, ending: string, isKnown: boolean): boolean {
  const types = active.find(([endings]) => endings.test(ending))?.[1]
  return types !== undefined && (isKnown || (claimed !== '' && !types.test(claimed)))
}

/**
 * What a file is, by how it begins.
 *
 * @param claimed the type that its browser says
 * @param head its first bytes; some hundred are enough
 * @returns its type: the claimed one where the bytes are those of such a file, or say nothing; null where they are those of
 *   something else
 */
export function typeOfContent(
  claimed: string,
  clientName: string,
  head: Uint8Array,
): string | null {
  const ending = endingOf(clientName)
  const said = signatures.find(
    ({ type, aliases }) => type === claimed || aliases?.includes(claimed),
  )
  const named = signatures.find(({ endings }) => endings.includes(ending))
  if (isDisguised(claimed, ending, said !== undefined)) return null
  for (const wanted of [said, named]) if (wanted && !wanted.isIn(head)) return null
  if (said || named) return claimed === '' ? named!.type : claimed
  const found = signatures.find(({ isIn }) => isIn(head))
  // Few letters begin a bitmap or a program: of those, a text may well.
  const isText = !head.includes(0)
  if (found && !isText) return null
  if (text.test(claimed) && !isText) return null
  return claimed === '' ? (isText ? 'text/plain' : 'application/octet-stream') : claimed
}

/**
 * Whether a file may be taken, by what its browser says of it.
 *
 * @param accept types such as `image/*` and `application/pdf`, and endings such as `.csv`; empty for anything
 */
export function isAccepted(accept: readonly string[], clientName: string, type: string): boolean {
  if (accept.length === 0) return true
  const ending = endingOf(clientName)
  return accept.some((pattern) => {
    const wanted = pattern.toLowerCase()
    if (wanted.startsWith('.')) return clientName.toLowerCase().endsWith(wanted) && ending !== ''
    // A drawing may hold scripts, so it has to be asked for by its name.
    if (wanted.endsWith('/*'))
      return type.startsWith(wanted.slice(0, -1)) && type !== 'image/svg+xml'
    return type === wanted
  })
}

/** Whether a text can stand in `accept`. */
export function isPattern(text: unknown): text is string {
  return typeof text === 'string' && /^(?:\.[\w.+-]+|[\w.+-]+\/(?:\*|[\w.+-]+))$/.test(text)
}

function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

function of(
  type: string,
  endings: readonly string[],
  start: string,
  aliases: readonly string[] = [],
): Signature {
  return { type, endings, aliases, isIn: (head) => starts(head, start) }
}

/** A file of boxes, the first of which tells what it is. */
function brand(
  type: string,
  endings: readonly string[],
  brands: RegExp,
  aliases: readonly string[] = [],
): Signature {
  return {
    type,
    endings,
    aliases,
    isIn: (head) =>
      starts(head, 'ftyp', 4) && brands.test(String.fromCharCode(...head.subarray(8, 12))),
  }
}

/** @param text one character for each byte */
function starts(head: Uint8Array, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) if (head[at + i] !== text.charCodeAt(i)) return false
  return true
}

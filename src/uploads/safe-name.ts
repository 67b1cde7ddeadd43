/** Longest name that is made, in characters. */
const maxChars = 100

/** Names that Windows keeps for devices, whatever stands behind the dot. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Makes of a name that a browser gave one that is safe in a folder, a header and a page: the last part of a path, letters,
 * digits, dots, dashes and underscores, with no dot first.
 */
export function safeName(clientName: string): string {
  const last = clientName.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+/, '')
    .replace(/[._]+$/, '')
  const name = devices.test(plain) ? `_${plain}` : plain
  return shortened(name) || 'file'
}

/** Shortens the part before the ending. */
function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= maxChars) return name
  const [, ending = ''] = /(\.[\p{L}\p{N}]{1,10})$/u.exec(name) ?? []
  return [...characters.slice(0, maxChars - [...ending].length), ...ending].join('')
}

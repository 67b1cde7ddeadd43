const placeholder = /%(?:%|\(((?:[^()]|\([^()]*\))*)\)s|)/g

/**
 * Fills `%(name)s` in a message, and writes `%%` as `%`.
 *
 * @returns null when the message asks for a name that is not given, or has a stray `%`
 */
export function formatMessage(message: string, values: ReadonlyMap<string, string>): string | null {
  let isWhole = true
  const text = message.replace(placeholder, (found, name?: string) => {
    if (found === '%%') return '%'
    const value = name === undefined ? undefined : values.get(name)
    if (value === undefined) isWhole = false
    return value ?? ''
  })
  return isWhole ? text : null
}

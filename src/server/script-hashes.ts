import { createHash } from 'node:crypto'

/** Where a policy says which scripts may stand in a page; the first one that it has counts. */
const directives = ['script-src-elem', 'script-src', 'default-src']

/**
 * Lets the scripts that authors wrote into their templates run under a policy that names what may run.
 *
 * @param policy a content security policy
 * @param scripts their texts
 */
export function allowScripts(policy: string, scripts: Iterable<string>): string {
  const hashes = Array.from(scripts, (text) => {
    const hash = createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('base64')
    return `'sha256-${hash}'`
  })
  const parts = policy.split(';').map((part) => part.trim())
  const name = directives.find((each) => parts.some((part) => nameOf(part) === each))
  const part = parts.find((each) => nameOf(each) === name)
  if (hashes.length === 0 || !part || !name) return policy
  // The one allows all, unless there is a hash; the other none, as long as it stands alone.
  if (/'unsafe-inline'|'none'/i.test(part)) return policy
  const allowed = [part, ...hashes].join(' ')
  // Whatever else takes its sources from the default does not get more.
  if (name === 'default-src') parts.push(allowed.replace(/^\S+/, 'script-src'))
  else parts[parts.indexOf(part)] = allowed
  return parts.filter(Boolean).join('; ')
}

function nameOf(part: string): string {
  return part.split(/\s/, 1)[0]!.toLowerCase()
}

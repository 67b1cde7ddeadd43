import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, in the order of its time: whatever long one begins last is waited for by idle processors. */
const longest = [
  'test/soak/soak',
  'src/cli/main',
  'test/law/volume-law',
  'src/cli/workers',
  'src/session/bus-line',
  'test/chaos/chaos',
  'test/law/mutants/mutants',
  'src/server/http-lines',
  'test/browser/restart',
  'test/browser/requests',
  'test/browser/navigation',
  'test/browser/patch-law',
  'test/browser/development',
  'test/browser/placing',
  'test/browser/virtual-lists',
  'test/browser/streams',
  'test/browser/hooks',
]

/**
 * Runs what takes longest first, and then those together that want the same surroundings: a process is used again only
 * for a file that wants what the one before it wanted.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const ranks = new Map(sorted.map((file) => [file, rankOf(file)]))
    return sorted.sort((a, b) => ranks.get(a)! - ranks.get(b)!)
  }
}

function rankOf({ moduleId, project }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  if (place >= 0) return place
  const text = readFileSync(moduleId, 'utf8')
  if (project.config.isolate) return longest.length
  return text.includes('@vitest-environment') ? longest.length + 1 : longest.length + 2
}

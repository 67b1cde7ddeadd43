import { type Plan, planOf } from './plan.ts'
import { Story } from './story.ts'

export interface SimulationOptions {
  /** Of the first story; the next one has the next. */
  readonly seed: number
  /** How many stories, and for how long at most. */
  readonly stories: number
  readonly seconds: number
  /** How many stories that went wrong are enough. */
  readonly enough: number
}

/** A story that went wrong, as short as it could be made. */
export interface Found {
  readonly plan: Plan
  readonly breach: string
  readonly steps: readonly string[]
}

export interface Simulation {
  readonly stories: number
  readonly events: number
  readonly found: readonly Found[]
}

/** Tells many stories of pages and processes, each different, and always the same for the same seed. */
export async function simulate(
  { seed, stories, seconds, enough }: SimulationOptions,
  isShort = true,
): Promise<Simulation> {
  const endMs = performance.now() + seconds * 1_000
  const found: Found[] = []
  let events = 0
  let told = 0
  while (told < stories && found.length < enough && performance.now() < endMs) {
    const plan = planOf(seed + told++)
    const ending = await new Story(plan).tell()
    events += ending.events
    const { breach, steps } = ending
    if (breach !== null)
      found.push({ plan, breach, steps: isShort ? await shorten(plan, steps, breach) : steps })
  }
  return { stories: told, events, found }
}

/** Leaves out what does not matter, as long as the story goes wrong in the same way. */
async function shorten(
  plan: Plan,
  whole: readonly string[],
  breach: string,
): Promise<readonly string[]> {
  const kind = kindOf(breach)
  let best = whole
  for (let before = Number.POSITIVE_INFINITY; best.length < before; ) {
    before = best.length
    for (let size = best.length >> 1; size >= 1; size >>= 1) {
      for (let i = 0; i < best.length; ) {
        const shorter = best.toSpliced(i, size)
        const ending = await new Story(plan).tell(shorter)
        if (ending.breach !== null && kindOf(ending.breach) === kind) best = ending.steps
        else i += size
      }
    }
  }
  return best
}

/** Two of a kind differ in their figures at most. */
function kindOf(breach: string): string {
  return breach.replace(/[\d"!.]+/g, '').slice(0, 40)
}

/** Tells a story again, with every frame that its pages hear and say. */
export async function retell({ plan, steps }: Found): Promise<readonly string[]> {
  const lines: string[] = []
  const ending = await new Story(plan, (line) => lines.push(line)).tell(steps)
  return [...lines, `⇒ ${ending.breach}`]
}

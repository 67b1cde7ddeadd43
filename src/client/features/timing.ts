import { features } from '../features.ts'
import { page } from '../page.ts'
import { Timing } from '../timing.ts'

const timing = new Timing()
timing.start(page.signal)
features.timing = timing

import { features } from '../features.ts'
import { live, look } from '../motion.ts'

look()
features.motion = { live }

import { features } from '../features.ts'
import { look, startTriggers } from '../triggers.ts'

startTriggers()
look()
features.triggers = true

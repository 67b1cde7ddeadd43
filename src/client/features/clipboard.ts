import { startCopying } from '../clipboard.ts'
import { features } from '../features.ts'

startCopying()
features.clipboard = true

import { features } from '../features.ts'
import { line, startHooks, tell } from '../hooks.ts'

startHooks()
features.hooks = { line, run: tell }

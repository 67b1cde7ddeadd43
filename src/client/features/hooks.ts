import { features } from '../features.ts'
import { line, receive, startHooks } from '../hooks.ts'

startHooks()
features.hooks = { run: receive, line }

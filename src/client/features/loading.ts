import { features } from '../features.ts'
import { isLocked, mark, startAsking } from '../loading.ts'
import { page } from '../page.ts'

startAsking(page.signal)
features.loading = { isLocked, mark }

import { features } from '../features.ts'
import { isLocked, mark } from '../loading.ts'

features.loading = { isLocked, mark }

import { features } from '../features.ts'
import { before, rebuild } from '../live/rebuild.ts'

features.rebuild = { before, rebuild }

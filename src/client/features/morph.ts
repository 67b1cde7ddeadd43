import { features } from '../features.ts'
import { morph, remember } from '../live/morph.ts'

features.morph = { morph, remember }

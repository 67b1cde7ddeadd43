import { features } from '../features.ts'
import { CoarseSlot } from '../live/coarse-slot.ts'

features.morph = CoarseSlot

import { features } from '../features.ts'
import { addHeadSlots } from '../live/document-head.ts'

features['page-head'] = addHeadSlots

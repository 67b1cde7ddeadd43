import { features } from '../features.ts'
import { KeptList } from '../live/kept-list.ts'

features['kept-rows'] = KeptList

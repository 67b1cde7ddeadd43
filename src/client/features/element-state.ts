import { features } from '../features.ts'
import { followAttribute } from '../live/element-state.ts'

features['element-state'] = followAttribute

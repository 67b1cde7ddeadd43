import { features } from '../features.ts'
import { FreeAttributes } from '../live/free-attributes.ts'

features['free-attributes'] = FreeAttributes

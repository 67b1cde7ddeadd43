import { features } from '../features.ts'
import { moveNeighbours } from '../live/move-neighbours.ts'

features['move-neighbours'] = moveNeighbours

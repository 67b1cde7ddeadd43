import { features } from '../features.ts'
import { Lines } from '../lines.ts'

const lines = new Lines()
features.requests = (url) => lines.open(url)

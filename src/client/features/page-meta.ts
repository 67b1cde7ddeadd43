import { features } from '../features.ts'
import { DocumentMeta } from '../live/document-meta.ts'

features['page-meta'] = DocumentMeta

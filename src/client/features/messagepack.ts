import { decodeServerBytes, encodeClientBytes } from '../../wire/client-bytes.ts'
import { features } from '../features.ts'

features.messagepack = { encode: encodeClientBytes, decode: decodeServerBytes }

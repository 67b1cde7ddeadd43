// Measures the one bench file named as argument and sends its rows to the process that asked.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Row } from './bench-row.ts'

const [file = ''] = process.argv.slice(2)
const module: { default(): Promise<Row[]> } = await import(pathToFileURL(resolve(file)).href)
const rows = await module.default()
process.send?.(rows, () => process.exit(0))

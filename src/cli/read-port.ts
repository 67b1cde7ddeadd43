import { ConfigError } from '../shared/errors.ts'

const defaultPort = 8000
const maxPort = 65_535

/**
 * Decides the port to listen on: the option, else `PORT`, else 8000. 0 leaves the choice to the
 * system.
 *
 * @throws {ConfigError} when what is given is not a port
 */
export function readPort(option: string | undefined, variable = process.env.PORT): number {
  if (option !== undefined) return toPort(option, '--port')
  if (variable) return toPort(variable, 'The environment variable PORT')
  return defaultPort
}

function toPort(text: string, source: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= maxPort) return port
  throw new ConfigError(
    'port_invalid',
    `${source} is "${text}", which is not a port. Write a number from 0 to ${maxPort}.`,
  )
}

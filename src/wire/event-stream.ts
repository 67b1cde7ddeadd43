/**
 * What a reply to a request of the HTTP transports holds, in the format of server-sent events:
 * - `open`: the name of the connection;
 * - no name: a frame;
 * - `close`: the code with which the server ends the connection.
 */
export interface StreamEvent {
  readonly name: string
  readonly data: string
}

/** Writes an event. @param data of one line, as JSON is */
export function streamEvent(data: string, name = ''): string {
  return name === '' ? `data: ${data}\n\n` : `event: ${name}\ndata: ${data}\n\n`
}

/** A line that says nothing but that the server is there. */
export const heartbeat = ':\n\n'

/** Takes a text that comes in pieces apart into events. Total: what is none is left out. */
export class StreamReader {
  #rest = ''

  /** @returns the events that are whole by now */
  read(piece: string): StreamEvent[] {
    const blocks = (this.#rest + piece).split('\n\n')
    this.#rest = blocks.pop() ?? ''
    return blocks.flatMap(eventOf)
  }
}

function eventOf(block: string): StreamEvent[] {
  let name = ''
  let data: string | null = null
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7)
    if (line.startsWith('data: ')) data = line.slice(6)
  }
  return data === null ? [] : [{ name, data }]
}

import { once } from 'node:events'
import { connect } from 'node:net'

/**
 * Sends text over a connection whose own half stays open, and waits until the server has ended all
 * of it, not only its half.
 *
 * @returns what came back
 */
export async function hungUp(port: number, text: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  socket.write(text)
  let received = ''
  socket.on('data', (bytes) => (received += bytes.toString()))
  await once(socket, 'end')
  const writing = setInterval(() => socket.write('x'), 5)
  // Writing to what has ended is an error, for which `once` would give up.
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(writing)
  return received
}

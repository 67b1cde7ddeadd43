/** As much of packages that are not installed here as the guide uses. */

declare module 'express' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http'

  interface Express {
    get(
      path: string,
      answer: (
        request: IncomingMessage,
        response: ServerResponse & { send(body: string): void },
      ) => void,
    ): void
    use(answer: (request: IncomingMessage, response: ServerResponse) => unknown): void
    listen(port: number): Server
  }

  export default function express(): Express
}

declare module 'fastify' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http'

  interface Reply {
    readonly raw: ServerResponse
    hijack(): void
  }

  interface Fastify {
    readonly server: Server
    get(path: string, answer: () => Promise<unknown>): void
    all(
      path: string,
      answer: (request: { readonly raw: IncomingMessage }, reply: Reply) => unknown,
    ): void
    removeAllContentTypeParsers(): void
    addContentTypeParser(
      type: string,
      parse: (request: unknown, body: unknown, done: (error: null) => void) => void,
    ): void
    listen(options: { port: number }): Promise<string>
  }

  export default function fastify(): Fastify
}

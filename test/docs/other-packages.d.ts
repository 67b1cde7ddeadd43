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

declare module 'better-auth' {
  interface User {
    id: string
    email: string
    name: string
  }

  interface Asked<Body> {
    readonly body: Body
    readonly headers: Headers
    readonly asResponse: true
  }

  interface Auth {
    readonly $Infer: { readonly Session: { readonly user: User } }
    readonly api: {
      getSession(asked: { readonly headers: Headers }): Promise<{ user: User } | null>
      signInEmail(asked: Asked<{ email: string; password: string }>): Promise<Response>
      signUpEmail(
        asked: Asked<{ email: string; password: string; name: string }>,
      ): Promise<Response>
      signOut(asked: Omit<Asked<never>, 'body'>): Promise<Response>
    }
    handler(request: Request): Promise<Response>
  }

  export function betterAuth(options: {
    readonly baseURL: string
    readonly secret: string
    readonly database: unknown
    readonly emailAndPassword: { readonly enabled: boolean }
    readonly databaseHooks: {
      readonly session: {
        readonly delete: { after(session: { readonly userId: string }): Promise<void> }
      }
    }
  }): Auth
}

declare module 'better-auth/adapters/memory' {
  export function memoryAdapter(tables: Readonly<Record<string, unknown[]>>): unknown
}

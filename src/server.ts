export type { App, RequestInfo } from './server/app-interface.ts'
export { type RunningServer, type ServeOptions, serve } from './server/node.ts'

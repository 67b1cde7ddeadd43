export type { App, RequestInfo } from './server/app-interface.ts'
export { type MessageFilesOptions, readCatalogs } from './server/message-files.ts'
export { type RunningServer, type ServeOptions, serve } from './server/node.ts'

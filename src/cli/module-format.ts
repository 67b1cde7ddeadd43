import type { ResolveHook } from 'node:module'

/**
 * Takes an application's TypeScript for ES modules, whatever its `package.json` says: `npm init`
 * writes `"type": "commonjs"`, under which files would be loaded in another way than djust itself.
 */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const resolved = await nextResolve(specifier, context)
  // tsx marks the files that it would turn into CommonJS with a query of its own.
  const [url = ''] = resolved.url.split(/(?:\?|%3F)tsx-/)
  const isOwnTypeScript = /\.tsx?(?:\?|$)/.test(url) && !url.includes('/node_modules/')
  return isOwnTypeScript ? { ...resolved, url, format: 'module' } : resolved
}

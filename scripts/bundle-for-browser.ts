import { existsSync } from 'node:fs'
import { build } from 'esbuild'

/** The scripts that browsers load: the file in `dist/`, and the module it is made from. */
export function browserBundles(): [file: string, entry: string][] {
  const bundles: [string, string][] = [
    ['client/djust.js', 'src/client/start.ts'],
    ['client/morph.js', 'src/client/morph.ts'],
  ]
  const overlay = 'src/dev/overlay.client.ts'
  if (existsSync(overlay)) bundles.push(['dev/overlay.client.js', overlay])
  return bundles
}

/** Bundles a module and all it imports into one small classic script. */
export async function bundleForBrowser(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    // The oldest browsers with private fields and static blocks, which would double in size below it.
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  })
  return result.outputFiles[0]?.text ?? ''
}

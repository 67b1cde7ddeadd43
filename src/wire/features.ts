/**
 * The parts of the browser's runtime that only some pages load, each a file of its own: `src/client/features/NAME.ts`.
 * `src/template/features.ts` says which templates need which, `src/client/features.ts` what each brings.
 */
export const featureNames = [
  'clipboard',
  'commands',
  'element-state',
  'fields',
  'form-drafts',
  'free-attributes',
  'hooks',
  'instant',
  'kept-rows',
  'layout',
  'loading',
  'messagepack',
  'morph',
  'motion',
  'move-neighbours',
  'navigation',
  'page-head',
  'rebuild',
  'requests',
  'signed',
  'timing',
  'triggers',
  'uploads',
  'viewport',
  'virtual',
] as const

export type FeatureName = (typeof featureNames)[number]

/** Those that carry frames in another way: loaded where a setting or the network asks for it, never for a template. */
export const lineFeatures: readonly FeatureName[] = ['messagepack', 'requests', 'signed']

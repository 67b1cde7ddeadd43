/** What a view class may say in static fields. */
export interface ViewOptions {
  /** The template's file under the `templates` setting. */
  templateName: string
  /** The template itself. */
  template: string
  /** Another name of `template`. */
  templateString: string
  /** The handlers of a class without decorators: `handlers<View>()({ … })`. */
  handlers: object
  /** Whether this very class is only there to be extended; subclasses do not inherit it. */
  abstract: boolean
}

// Written out instead of `keyof ViewOptions`: a mapped type over plain names has no declarations,
// so that `static template = '…'` needs no `override` under noImplicitOverride and is still checked
// and completed.
type OptionName = 'templateName' | 'template' | 'templateString' | 'handlers' | 'abstract'

/** The static side of a view class. */
export type ViewStatics = { [K in OptionName]?: ViewOptions[K] }

type Missed = Exclude<keyof ViewOptions, OptionName> | Exclude<OptionName, keyof ViewOptions>
null as unknown as Missed satisfies never

/** The options of which a view states exactly one. */
export const templateOptions = ['templateName', 'template', 'templateString'] as const

/** What each option's value has to be. */
export const optionTypes: Readonly<Record<OptionName, 'string' | 'object' | 'boolean'>> = {
  templateName: 'string',
  template: 'string',
  templateString: 'string',
  handlers: 'object',
  abstract: 'boolean',
}

/** Options of later versions. Writing one stops the start: nobody may rely on `loginRequired` yet. */
export const laterOptions: readonly string[] = [
  'allowedModelFields',
  'apiAuthClasses',
  'apiName',
  'draftEnabled',
  'draftKey',
  'enableStateSnapshot',
  'loginRequired',
  'loginUrl',
  'onMount',
  'permissionRequired',
  'presenceKey',
  'staticAssigns',
  'sticky',
  'stickyId',
  'streamingRender',
  'temporaryAssigns',
  'tickInterval',
  'timeTravelEnabled',
  'useActors',
]

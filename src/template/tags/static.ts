import { TemplateError } from '../../shared/errors.ts'
import { escapeHtml } from '../../shared/html.ts'
import type { Expression, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, splitAs, type Tag, usage } from '../parser.ts'
import type { TagFunction, TagTools } from '../tag-function.ts'
import { describe } from '../values/iterate.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { tagValue } from '../tag-value.ts'

/** `{% static 'app.css' %}`, `{% static 'app.css' as address %}` */
export function parseStatic(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  const [path, ...more] = args
  if (!path || more.length > 0) throw usage(tag, "{% static 'app.css' %}")
  return outputOrAssign(tag, call(tag, staticTag, [parser.value(path)]), name)
}

/** `{% get_static_prefix %}`, `{% get_static_prefix as prefix %}`: what addresses of static files begin with. */
export function parseStaticPrefix(tag: Tag): Node {
  return parsePrefix(tag, (tools) => tools.staticUrl(''))
}

/** `{% get_media_prefix %}`, `{% get_media_prefix as prefix %}`: the same for files that users have sent. */
export function parseMediaPrefix(tag: Tag): Node {
  return parsePrefix(tag, (tools) => tools.mediaUrl(''))
}

function parsePrefix(tag: Tag, prefix: (tools: TagTools) => string): Node {
  const { args, name } = splitAs(tag)
  if (args.length > 0) throw usage(tag, `{% ${tag.name} %} or {% ${tag.name} as prefix %}`)
  const run: TagFunction['run'] = (_args, _named, tools) => prefix(tools)
  return outputOrAssign(
    tag,
    call(tag, { name: tag.name, dependsOn: [], isPure: true, run }, []),
    name,
  )
}

function call(tag: Tag, run: TagFunction, args: readonly Expression[]): Expression {
  return tagValue(run, args, tag.at)
}

/** The address of a static file. */
export const staticTag: TagFunction = {
  name: 'static',
  dependsOn: [],
  isPure: true,
  run([path = ''], _named, tools) {
    if (typeof path !== 'string' && !(path instanceof SafeString)) {
      throw new TemplateError(
        'tag_value',
        `{% static %} needs the path of a file, but this is ${describe(path)}. Write it as in {% static 'app.css' %}.`,
      )
    }
    const address = tools.staticUrl(String(path))
    // Escaped here, so that `as address` gives what the tag would show.
    return tools.env.autoescape ? markSafe(escapeHtml(address)) : address
  },
}

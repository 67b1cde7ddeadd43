import { type CssFramework, cssFrameworks, templateStyledBy } from '../view/css-framework.ts'

/** The classes of each piece of a field. */
interface Classes {
  readonly group: string
  readonly boxGroup: string
  readonly label: string
  readonly boxLabel: string
  readonly control: string
  readonly select: string
  readonly box: string
  /** Of a control whose value is wrong. */
  readonly wrong: string
  readonly help: string
  readonly error: string
  readonly errors: string
}

const bootstrap: Classes = {
  group: 'mb-3',
  boxGroup: 'mb-3 form-check',
  label: 'form-label',
  boxLabel: 'form-check-label',
  control: 'form-control',
  select: 'form-select',
  box: 'form-check-input',
  wrong: 'is-invalid',
  help: 'form-text',
  error: 'invalid-feedback',
  errors: 'alert alert-danger',
}

const tailwindControl =
  'mt-1 block w-full rounded-md border border-gray-300 px-3 py-2 shadow-sm focus:border-indigo-500 focus:ring-indigo-500'

const classes: Readonly<Record<NonNullable<CssFramework> | 'plain', Classes>> = {
  bootstrap5: bootstrap,
  bootstrap4: {
    ...bootstrap,
    group: 'form-group',
    boxGroup: 'form-group form-check',
    label: '',
    select: 'custom-select',
    help: 'form-text text-muted',
  },
  tailwind: {
    group: 'mb-4',
    boxGroup: 'mb-4',
    label: 'block text-sm font-medium text-gray-700',
    boxLabel: 'ml-2 text-sm font-medium text-gray-700',
    control: tailwindControl,
    select: tailwindControl,
    box: 'h-4 w-4 rounded border-gray-300 text-indigo-600 focus:ring-indigo-500',
    wrong: 'border-red-500',
    help: 'mt-1 text-sm text-gray-500',
    error: 'mt-1 text-sm text-red-600',
    errors: 'mb-4 rounded-md bg-red-50 p-4 text-sm text-red-700',
  },
  plain: {
    group: '',
    boxGroup: '',
    label: '',
    boxLabel: '',
    control: '',
    select: '',
    box: '',
    wrong: '',
    help: '',
    error: '',
    errors: '',
  },
}

/**
 * The templates of fields, by name, and those of views that say another framework. An application has its own by putting
 * a file of the same name into its templates.
 */
export function fieldTemplates(framework: CssFramework): ReadonlyMap<string, string> {
  const styled = cssFrameworks.flatMap((each) =>
    [...templatesOf(each)].map(([name, text]) => [templateStyledBy(each, name), text] as const),
  )
  return new Map([...templatesOf(framework), ...styled])
}

function templatesOf(framework: CssFramework): ReadonlyMap<string, string> {
  const own = classes[framework ?? 'plain']
  return new Map([
    ['djust/live_field.html', fieldTemplate(own)],
    ['djust/live_errors.html', errorsTemplate(own)],
    ['djust/live_form.html', '{{ errors }}{% for field in fields %}{{ field }}{% endfor %}'],
  ])
}

function fieldTemplate(own: Classes): string {
  const common =
    'id="{{ fieldId }}" name="{{ fieldName }}" {% if describedBy %}aria-describedby="{{ describedBy }}"{% endif %} {% if error %}aria-invalid="true"{% endif %} {% if isRequired %}required{% endif %}'
  const hints =
    '{% if placeholder %}placeholder="{{ placeholder }}"{% endif %} {% if autocomplete %}autocomplete="{{ autocomplete }}"{% endif %} {% if maxLength %}maxlength="{{ maxLength }}"{% endif %}'
  return `<div${classAttribute(own.group)}>
{% if type == 'checkbox' %}<input type="checkbox"${controlClass(own, own.box)} ${common} {% if isOn %}checked{% endif %}>
<label${classAttribute(own.boxLabel)} for="{{ fieldId }}">{{ label }}</label>
{% else %}<label${classAttribute(own.label)} for="{{ fieldId }}">{{ label }}</label>
{% if type == 'textarea' %}<textarea rows="4"${controlClass(own, own.control)} ${common} ${hints}>{{ value }}</textarea>
{% elif type == 'select' %}<select${controlClass(own, own.select)} ${common}>{% for choice in choices %}<option value="{{ choice.value }}" {% if choice.isChosen %}selected{% endif %}>{{ choice.label }}</option>{% endfor %}</select>
{% else %}<input type="{{ type }}"${controlClass(own, own.control)} ${common} ${hints} {% if min %}min="{{ min }}"{% endif %} {% if max %}max="{{ max }}"{% endif %} value="{{ value }}">
{% endif %}{% endif %}{% if help %}<div id="{{ fieldId }}-help"${classAttribute(own.help)}>{{ help }}</div>
{% endif %}<div id="{{ fieldId }}-error"${classAttribute(own.error)} {% if not error %}hidden{% endif %}>{{ error }}</div>
</div>`
}

function errorsTemplate(own: Classes): string {
  // It is there before it says something, or screen readers would not notice.
  const shown = classAttribute(own.errors).trim()
  return `<div role="alert"${shown && ` {% if errors %}${shown}{% endif %}`}>{% for error in errors %}<div>{{ error }}</div>{% endfor %}</div>`
}

function classAttribute(value: string): string {
  return value === '' ? '' : ` class="${value}"`
}

function controlClass({ wrong }: Classes, value: string): string {
  if (wrong === '') return classAttribute(value)
  return ` class="${value}{% if error %} ${wrong}{% endif %}"`
}

import { Component, registerComponent } from 'djust'

/** A button with a sign before its label: `{% component "icon-button" label="Save" … %}`. */
export class IconButton extends Component<{ label: string; sign: string; action: string }> {
  static template = `<button type="button" dj-click="{{ props.action }}">
  <span aria-hidden="true">{{ props.sign }}</span> {{ props.label }}
</button>`
}

registerComponent('icon-button', IconButton)

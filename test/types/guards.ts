import {
  eventHandler,
  liveView,
  LiveView,
  LoginRequiredMixin,
  onMount,
  type OnMountHook,
  path,
  permissionRequired,
  PermissionRequiredMixin,
  type User,
} from 'djust'
import { expectUrls } from './expect.ts'

class AccountView extends LoginRequiredMixin(LiveView) {
  static template = '<p></p>'
  static permissionRequired = ['app.view', 'app.change']
  static onMount = [onMount((view) => (view.user ? undefined : '/in/')), async () => {}]
  static loginUrl = '/in/'

  who() {
    this.user satisfies NonNullable<User>
    return this.user.username
  }

  override checkPermissions() {
    return true
  }

  @permissionRequired('app.delete')
  @eventHandler({ params: { id: 'int' } })
  remove({ id }: { id: number }) {}
}
expectUrls([path('account/', AccountView)])

class ShopView extends PermissionRequiredMixin(LiveView) {
  static template = '<p></p>'
  static permissionRequired = 'app.view'
  name = this.user.username
}
expectUrls([path('shop/', ShopView)])

class OpenView extends LiveView {
  static template = '<p></p>'
  static loginRequired = null
  who() {
    // @ts-expect-error nobody may be there
    return this.user.username
  }
}
expectUrls([path('open/', OpenView)])

const only: OnMountHook<ShopView> = (view) => {
  view.name satisfies string | undefined
}
void only

// @ts-expect-error a hook gives an address or nothing
class WrongHook extends LiveView {
  static onMount = [() => 3]
}
// @ts-expect-error true, false or null
class WrongLogin extends LiveView {
  static loginRequired = 'yes'
}
class WrongPermission extends LiveView {
  // @ts-expect-error a text or a list
  @permissionRequired(5)
  @eventHandler
  act() {}
}
void [WrongHook, WrongLogin, WrongPermission]

liveView({ template: 'x', loginRequired: true, permissionRequired: 'app.view' }, () => ({ n: 0 }))

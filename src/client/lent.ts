import { serverFrameOf } from '../wire/decode.ts'
import { clientParts } from '../wire/encode.ts'
import { aroundPatch, beforeWrite, patching } from './around-patch.ts'
import { aroundEvent, inFlight } from './in-flight.ts'
import {
  attribute,
  attributeNames,
  boundElement,
  componentIdOf,
  controlsOf,
  isMatch,
  isPlainClick,
} from './dom.ts'
import { eventOf, handlingElement, inTime } from './events.ts'
import { features } from './features.ts'
import { canInflate, inflated } from './inflate.ts'
import { bindField, safeValue, setAttribute, writeAttribute } from './live/attribute-slot.ts'
import { ListSlot } from './live/list-slot.ts'
import { parseMarkup } from './live/markup.ts'
import { BranchSlot } from './live/region-slots.ts'
import { moveNodes } from './live/move-nodes.ts'
import { detach, LiveRegion, Miss, mustBeThere, parked, putBehind } from './live/slot.ts'
import { TextSlot } from './live/text-slots.ts'
import { loadFeatures } from './load-features.ts'
import { dataOf, page, uriOf } from './page.ts'
import { trusted } from './policy.ts'
import { report } from './report.ts'

/**
 * What feature files use of the core. They import it as any module does, and the build takes it from here, so that
 * nothing is there twice: a module of which a name stands here is bundled into the core alone.
 */
export const lent = {
  aroundEvent,
  aroundPatch,
  attribute,
  attributeNames,
  beforeWrite,
  bindField,
  BranchSlot,
  boundElement,
  canInflate,
  clientParts,
  componentIdOf,
  controlsOf,
  dataOf,
  detach,
  eventOf,
  features,
  handlingElement,
  inFlight,
  inTime,
  inflated,
  isMatch,
  isPlainClick,
  ListSlot,
  LiveRegion,
  loadFeatures,
  Miss,
  moveNodes,
  mustBeThere,
  page,
  parked,
  patching,
  parseMarkup,
  putBehind,
  report,
  serverFrameOf,
  safeValue,
  setAttribute,
  TextSlot,
  trusted,
  uriOf,
  writeAttribute,
}

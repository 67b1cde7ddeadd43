import { aroundPatch } from '../around-patch.ts'
import { features } from '../features.ts'
import { showChangedLists, VirtualList } from '../virtual/virtual-list.ts'

aroundPatch.push(() => showChangedLists)
features.virtual = VirtualList

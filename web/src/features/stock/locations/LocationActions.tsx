import { Ellipsis, MapPin, Pencil, Power, PowerOff, Trash2 } from 'lucide-react'
import type { Location } from '../../../../../server/features/stock/contract.ts'
import { useCan } from '../../../app/session.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { newKey } from '../../../lib/key.ts'
import { invalidatePaths } from '../../../lib/query.ts'
import { useTranslation } from '../../../lib/translation.ts'
import { IconButton, Menu, MenuItem, MenuLine, toast } from '../../../ui/index.ts'
import { locationsPath } from '../places.ts'
import { useRefusal } from '../refusal.ts'

/** Rename, make the default, take out of use, delete. The default one stays in use; one with stock stays. */
export function LocationActions({ location, rename }: { location: Location; rename: () => void }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const explain = useRefusal()
  const { id, name, is_active, is_default } = location
  const [mayUpdate, mayDelete] = [can('UPDATE_LOCATION'), can('DELETE_LOCATION') && !is_default]
  if (!mayUpdate && !mayDelete) return null
  return (
    <Menu trigger={<IconButton size="sm" icon={Ellipsis} label={t('locations.more', { name })} />}>
      {mayUpdate && (
        <>
          <MenuItem icon={Pencil} onSelect={rename}>
            {t('locations.rename')}
          </MenuItem>
          {is_active && !is_default && (
            <MenuItem icon={MapPin} onSelect={() => void change({ is_default: true }, 'locations.nowDefault')}>
              {t('locations.makeDefault')}
            </MenuItem>
          )}
          {!is_default && (
            <MenuItem icon={is_active ? PowerOff : Power} onSelect={() => void turn(!is_active)}>
              {t(is_active ? 'locations.turnOff' : 'locations.turnOn')}
            </MenuItem>
          )}
        </>
      )}
      {mayUpdate && mayDelete && <MenuLine />}
      {mayDelete && (
        <MenuItem icon={Trash2} danger onSelect={() => void remove()}>
          {t('locations.delete')}
        </MenuItem>
      )}
    </Menu>
  )

  function turn(on: boolean): Promise<void> {
    const back = () => attempt(() => api.patch(`${locationsPath}${id}/`, { is_active: !on }))
    return change({ is_active: on }, on ? 'locations.turnedOn' : 'locations.turnedOff', back)
  }

  async function change(changes: Partial<Location>, said: string, undo?: () => unknown): Promise<void> {
    const isDone = await attempt(() => api.patch(`${locationsPath}${id}/`, changes, { version: location.version }))
    if (isDone) toast(t(said, { name }), undo ? { undo } : {})
  }

  async function remove(): Promise<void> {
    const isDone = await attempt(() => api.delete(`${locationsPath}${id}/`, { version: location.version }))
    const restore = () => attempt(() => api.post(locationsPath, { name, is_active }, { once: newKey() }))
    if (isDone) toast(t('locations.deleted', { name }), { undo: restore })
  }

  async function attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act()
      return true
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      toast.error(explain(reason))
      return false
    } finally {
      void invalidatePaths([locationsPath])
    }
  }
}

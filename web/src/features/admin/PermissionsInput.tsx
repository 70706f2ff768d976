import { useId } from 'react'
import { useList } from '../../lib/list.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Checkbox, Select, Skeleton } from '../../ui/index.ts'
import type { Form } from './FieldInput.tsx'
import { type Grant, grantsText } from './values.ts'
import { useWords } from './words.ts'

type Permission = { id: number; code: string; name: string; group: string; scoped: boolean }

/** What a role allows: each permission by its words, and how far it reaches where it has a reach. */
export function PermissionsInput({ path, form }: { path: string; form: Form }) {
  const words = useWords()
  const list = useList<Permission>('/api/permissions/', { page_size: 200 })
  const granted = grantsIn(form.watch(path))
  const grant = (code: string, scope: string | null) => {
    const others = granted.filter(each => each.code !== code)
    const next = scope === null ? others : [...others, { code, scope }]
    form.setValue(path, grantsText(next), { shouldDirty: true })
  }
  if (list.isLoading) return <Skeleton shape="text" rows={8} />
  return (
    <div className="grid gap-x-6 gap-y-4 desk:grid-cols-2">
      {[...Map.groupBy(list.rows, ({ group }) => group)].map(([group, permissions]) => (
        <Group key={group} name={words.choice(group, 'group')}>
          {permissions.map(permission => (
            <One
              key={permission.code}
              permission={permission}
              scope={granted.find(({ code }) => code === permission.code)?.scope ?? null}
              grant={scope => grant(permission.code, scope)}
            />
          ))}
        </Group>
      ))}
    </div>
  )
}

function Group({ name, children }: { name: string; children: React.ReactNode }) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: the whole grid is one field; a fieldset in it would bring a legend of its own
    <div role="group" aria-labelledby={id} className="grid content-start gap-1.5">
      <span id={id} className="text-12 text-muted-foreground">
        {name}
      </span>
      {children}
    </div>
  )
}

type OneProps = { permission: Permission; scope: string | null; grant: (scope: string | null) => void }

function One({ permission: { code, name, scoped }, scope, grant }: OneProps) {
  const { t } = useTranslation('admin')
  const words = useWords()
  const says = words.permission(code, name)
  return (
    <div className="flex min-h-7 items-center justify-between gap-3">
      <Checkbox label={says} checked={scope !== null} onChange={event => grant(event.target.checked ? 'all' : null)} />
      {scoped && scope !== null && (
        <Select
          className="w-40"
          aria-label={t('reach', { permission: says })}
          value={scope}
          onChange={event => grant(event.target.value)}
        >
          {['own', 'assigned', 'all'].map(each => (
            <option key={each} value={each}>
              {words.choice(each, 'scope')}
            </option>
          ))}
        </Select>
      )}
    </div>
  )
}

function grantsIn(value: unknown): Grant[] {
  return typeof value === 'string' && value !== '' ? (JSON.parse(value) as Grant[]) : []
}

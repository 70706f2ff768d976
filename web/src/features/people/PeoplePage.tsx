import { UserPlus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useCan } from '../../app/session.ts'
import { useFormat } from '../../lib/format.ts'
import { type ListSearch, useList } from '../../lib/list.ts'
import { nameOf } from '../../lib/names.ts'
import { useTranslation } from '../../lib/translation.ts'
import { Button, Empty, PageHead, useKey } from '../../ui/index.ts'
import { DataTable } from '../../ui/table/index.ts'
import { AskingQueue } from './list/AskingQueue.tsx'
import { usePeopleColumns } from './list/usePeopleColumns.tsx'
import { usePeopleFilters, usePeopleViews } from './list/usePeopleFilters.ts'
import { type User, usersPath } from './people.ts'
import { NewPerson } from './person/NewPerson.tsx'
import { PersonDrawer } from './person/PersonDrawer.tsx'
import { peopleRoute } from './routes.ts'

/** Everybody who works or buys here, and who asks to. */
export default function PeoplePage() {
  const { t } = useTranslation('people')
  const can = useCan()
  const address = peopleRoute.useSearch()
  const search = useMemo(() => askedOf(address), [address])
  const list = useList<User>(usersPath, search)
  const navigate = peopleRoute.useNavigate()
  const onSearch = useCallback(
    (patch: ListSearch) => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  )
  const show = (patch: ListSearch) => void navigate({ search: (old: ListSearch) => ({ ...old, ...patch }) })
  const open = ({ id }: User) => show({ person: id })
  const mayAdd = can('CREATE_USER')
  const add = () => show({ new: 1 })
  useKey('c', add, { enabled: mayAdd })
  const button = mayAdd && (
    <Button kind="primary" icon={UserPlus} kbd="C" onClick={add}>
      {t('new.button')}
    </Button>
  )
  const person = Number(address.person)
  return (
    <>
      <PageHead title={t('people')} sub={<Summary />} actions={button} />
      <AskingQueue open={open} />
      <DataTable
        name="people"
        label={t('people')}
        list={list}
        columns={usePeopleColumns(list.rows)}
        rowId={row => row.id}
        rowLabel={nameOf}
        search={search}
        onSearch={onSearch}
        searchPlaceholder={t('search')}
        filters={usePeopleFilters()}
        views={usePeopleViews()}
        onOpen={open}
        exportPath={usersPath}
        empty={
          <Empty title={t('empty.title')} actions={button}>
            {t('empty.text')}
          </Empty>
        }
      />
      {Number.isSafeInteger(person) && person > 0 && (
        <PersonDrawer
          key={person}
          id={person}
          isEditing={address.edit !== undefined}
          edit={isEditing => onSearch({ edit: isEditing ? 1 : undefined })}
          close={() => onSearch({ person: undefined, edit: undefined })}
        />
      )}
      {mayAdd && address.new !== undefined && <NewPerson close={() => onSearch({ new: undefined })} />}
    </>
  )
}

function askedOf({ person: _, edit: __, new: ___, ...asked }: ListSearch): ListSearch {
  return asked
}

function Summary() {
  const { t } = useTranslation('people')
  const { number } = useFormat()
  const { count, isLoading } = useList<User>(usersPath, { status: 'active', page_size: 1 })
  return isLoading ? null : t('summary', { count, n: number(count) })
}

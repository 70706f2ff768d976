import { Plus, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../../lib/api.ts'
import { Button } from '../Button.tsx'
import { Empty, ErrorState, Forbidden, NoMatch, Offline } from '../blanks.tsx'
import { Skeleton } from '../Skeleton.tsx'

const broken = new ApiError(
  503,
  { detail: 'No answer', code: 'server_error' },
  new Headers({ 'x-request-id': 'req_01JD3M7Q9' }),
)

export function KitBlanks() {
  return (
    <div className="grid gap-4 desk:grid-cols-3">
      <State name="Empty">
        <Empty
          title="No products yet"
          actions={
            <>
              <Button kind="primary" icon={Plus}>
                New product
              </Button>
              <Button icon={Upload}>Import a list</Button>
            </>
          }
        >
          Add the first one, or bring a whole list from a spreadsheet. Stock you enter opens the ledger.
        </Empty>
      </State>
      <State name="Nothing matches">
        <NoMatch search="brass tray" filters={['Category is Sarees', 'Location is Main store']} onClear={() => {}} />
      </State>
      <State name="Loading">
        <Skeleton label="Loading products" pictures />
      </State>
      <State name="Error">
        <ErrorState error={broken} title="The list could not be read" onRetry={() => {}} />
      </State>
      <State name="Not allowed">
        <Forbidden
          title="Dashboards are not part of your role"
          permission="See dashboards"
          helpers={['Rohan', 'Meera']}
          actions={<Button kind="primary">Ask Meera</Button>}
        />
      </State>
      <State name="Offline">
        <Offline since={Date.now()} onRetry={() => {}} className="p-4" />
      </State>
    </div>
  )
}

function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="sheet flex min-h-76 flex-col" aria-label={name}>
      <p className="border-b border-border px-4 py-2.5 text-12 text-muted-foreground">{name}</p>
      {children}
    </section>
  )
}

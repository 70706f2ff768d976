import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { Button, Dialog, KeyValues, Note } from '../../../ui/index.ts'
import type { UserWithPassword } from '../people.ts'

type OnceShownProps = { user: UserWithPassword; title: string; close: () => void }

/** A password that the server made: only now, never again. */
export function OnceShown({ user, title, close }: OnceShownProps) {
  const { t } = useTranslation('people')
  const password = user.initial_password ?? ''
  // A slip of the hand must not lose it: the first press beside the window only warns.
  const [isWarned, setWarned] = useState(false)
  const copy = useCopy(`${user.username}\n${password}`)
  return (
    <Dialog
      open
      onOpenChange={() => (isWarned || copy.isDone ? close() : setWarned(true))}
      title={title}
      actions={
        <>
          <Button icon={copy.isDone ? Check : Copy} onClick={copy.start}>
            {t(copy.isDone ? 'common:act.copied' : 'once.copy')}
          </Button>
          <Button kind="primary" onClick={close}>
            {t('once.done')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <KeyValues
          className="rounded-[var(--r-control)] bg-sunk p-3"
          items={[
            [
              t('field.username'),
              <b key="name" className="[overflow-wrap:anywhere]">
                {user.username}
              </b>,
            ],
            [
              t('field.password'),
              <b key="password" className="type-narrow text-16 [overflow-wrap:anywhere] select-all">
                {password}
              </b>,
            ],
          ]}
        />
        {isWarned && !copy.isDone ? (
          <Note tone="danger" role="alert">
            {t('once.warned')}
          </Note>
        ) : (
          <Note tone="warn">{t('once.text')}</Note>
        )}
        {copy.hasFailed && (
          <Note tone="danger" role="alert">
            {t('once.noCopy')}
          </Note>
        )}
      </div>
    </Dialog>
  )
}

function useCopy(text: string) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle')
  const start = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setState('done')
    } catch {
      setState('failed')
    }
  }
  return { isDone: state === 'done', hasFailed: state === 'failed', start: () => void start() }
}

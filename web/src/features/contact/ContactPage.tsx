import { Clock, MailCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../lib/translation.ts'
import { Button, PageHead } from '../../ui/index.ts'
import { useMeta } from '../accounts/parts/meta.ts'
import { ContactForm, type Sent } from './ContactForm.tsx'

export default function ContactPage() {
  const { t } = useTranslation('contact')
  const [sent, setSent] = useState<Sent | null>(null)
  const [waitSeconds, setWaitSeconds] = useState<number | null>(null)
  const company = useMeta()?.company?.name
  return (
    <div className="mx-auto grid w-full max-w-[1200px] items-start gap-x-16 gap-y-6 px-4 py-8 desk:px-7 desk:py-14 min-[960px]:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="grid gap-4">
        <PageHead title={company ? t('titleAt', { company }) : t('title')} />
        <p className="max-w-[46ch] text-16 leading-[1.55] text-muted-foreground">
          {company ? t('textAt', { company }) : t('text')}
        </p>
        <ul className="grid gap-2 border-t border-border pt-4">
          {(['1', '2', '3'] as const).map(line => (
            <li key={line} className="flex gap-2.5 text-muted-foreground">
              <i aria-hidden className="mt-[0.4em] h-2.5 w-0.5 flex-none rounded-sm bg-brass" />
              {t(`facts.${line}`)}
            </li>
          ))}
        </ul>
      </div>
      <div className="sheet p-4 desk:p-6">
        {sent ? (
          <Done
            icon={<MailCheck aria-hidden />}
            title={t('sent.title')}
            action={<Button onClick={() => setSent(null)}>{t('sent.again')}</Button>}
          >
            {t('sent.text', { email: sent.email })}
          </Done>
        ) : (
          <>
            {waitSeconds !== null && (
              <Done icon={<Clock aria-hidden />} title={t('wait.title')} alert>
                {t('wait.text', { count: Math.max(1, Math.ceil(waitSeconds / 60)) })}
              </Done>
            )}
            <ContactForm onSent={setSent} onWait={setWaitSeconds} />
          </>
        )}
      </div>
    </div>
  )
}

type DoneProps = { icon: ReactNode; title: string; action?: ReactNode; alert?: boolean; children: ReactNode }

function Done({ icon, title, action, alert = false, children }: DoneProps) {
  return (
    <div className="mb-5 grid justify-items-start gap-3 last:mb-0" role={alert ? 'alert' : 'status'}>
      <span className="blank-icon">{icon}</span>
      <h2 className="text-16">{title}</h2>
      <p className="text-muted-foreground">{children}</p>
      {action}
    </div>
  )
}

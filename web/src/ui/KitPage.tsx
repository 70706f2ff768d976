import { useState } from 'react'
import { Segmented } from './choices.tsx'
import { KitBlanks } from './kit/KitBlanks.tsx'
import { KitBrand } from './kit/KitBrand.tsx'
import { KitCharts } from './kit/KitCharts.tsx'
import { KitControls } from './kit/KitControls.tsx'
import { KitFloats } from './kit/KitFloats.tsx'
import { KitForms } from './kit/KitForms.tsx'
import { KitMarks } from './kit/KitMarks.tsx'
import { PageHead } from './PageHead.tsx'

/** Every part in every state, to be looked at; in development only. */
export default function KitPage() {
  const [theme, setTheme] = useState(document.documentElement.classList.contains('dark') ? 'dark' : 'light')
  const [dir, setDir] = useState(document.documentElement.dir || 'ltr')
  return (
    <main className="page mx-auto max-w-[1280px]">
      <PageHead
        title="Quartermaster kit"
        sub="Spruce acts. Brass asks. Brick stops."
        crumbs={[{ label: 'Development' }, { label: 'Kit' }]}
        actions={
          <>
            <Segmented
              label="Direction"
              value={dir}
              options={[
                { value: 'ltr', label: 'Left to right' },
                { value: 'rtl', label: 'Right to left' },
              ]}
              onChange={next => {
                document.documentElement.dir = next
                setDir(next)
              }}
            />
            <Segmented
              label="Theme"
              value={theme}
              options={[
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
              ]}
              onChange={next => {
                document.documentElement.classList.toggle('dark', next === 'dark')
                setTheme(next)
              }}
            />
          </>
        }
      />
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <KitBrand />
        <KitControls />
        <KitForms />
        <KitMarks />
        <KitFloats />
        <KitCharts />
      </div>
      <KitBlanks />
    </main>
  )
}

import { Logo, Mark } from '../Mark.tsx'
import { Sheet } from '../Sheet.tsx'

const colours = [
  ...['--accent', '--accent-soft', '--brass', '--success', '--warn', '--danger', '--info', '--spine'],
  ...['--canvas', '--sheet', '--sunk', '--rule', '--control', '--margin'],
]

export function KitBrand() {
  return (
    <>
      <Sheet title="Mark">
        <div className="flex flex-wrap items-center gap-5">
          <Mark size={96} label="Quartermaster" />
          <span className="rounded-lg bg-spine p-4 text-sidebar-foreground">
            <Mark size={64} onSpine />
          </span>
          <Mark size={32} />
          <Mark size={24} onSpine />
          <Mark size={16} />
          <Logo />
        </div>
      </Sheet>
      <Sheet title="Colour">
        <ul className="grid grid-cols-3 gap-2 text-12 text-muted-foreground desk:grid-cols-5">
          {colours.map(name => (
            <li key={name}>
              <i className="block h-8.5 rounded-md border border-border" style={{ background: `var(${name})` }} />
              {name.slice(2)}
            </li>
          ))}
        </ul>
      </Sheet>
      <Sheet title="Type" className="desk:col-span-2">
        <div className="grid gap-2">
          <p className="type-wide text-34/tight font-bold tracking-tight">Stock value ₹18,42,910.00</p>
          <p className="type-wide text-22/tight font-bold">Page title, wide 114 %</p>
          <p className="text-14">Body 14, normal width. Rahul’s order #1042 waits for 5.</p>
          <p>
            Console text 13. <span className="text-muted-foreground">Muted for what explains.</span>{' '}
            <span className="type-narrow">Narrow 88 % for codes 0O 8B.</span>{' '}
            <a className="link" href="#kit">
              Orders of Rahul
            </a>
          </p>
        </div>
      </Sheet>
    </>
  )
}

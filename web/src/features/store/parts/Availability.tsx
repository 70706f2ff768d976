import clsx from 'clsx'
import type { Goods } from '../shop.ts'
import { useAvailability } from '../units.ts'

type Props = { goods: Pick<Goods, 'stock' | 'incoming' | 'unit'>; brief?: boolean; className?: string }

/** "3 left"; the tint repeats what the words say. */
export function Availability({ goods, brief = false, className }: Props) {
  const { is, text } = useAvailability({ brief })(goods)
  return (
    <span
      className={clsx(
        is === 'few' ? 'text-warn-text' : is === 'out' ? 'text-danger-text' : 'text-muted-foreground',
        className,
      )}
    >
      {text}
    </span>
  )
}

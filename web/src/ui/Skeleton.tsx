import clsx from 'clsx'
import { useTranslation } from '../lib/translation.ts'

type SkeletonProps = {
  /** Rows of a list, with their margin; lines of text; one block of a picture's or chart's size. */
  shape?: 'rows' | 'text' | 'block'
  rows?: number
  /** Of a block, in pixels. */
  height?: number
  /** Rows begin with a picture. */
  pictures?: boolean
  /** "Loading products" */
  label?: string
  className?: string
}

const widths = [68, 54, 74, 48, 61, 57, 70, 44]

/** The shape of what is coming. It takes its place at once and is drawn after 150 ms, so quick answers do not flicker. */
export function Skeleton({
  shape = 'rows',
  rows = 5,
  height = 160,
  pictures = false,
  label,
  className,
}: SkeletonProps) {
  const { t } = useTranslation('common')
  const each = Array.from({ length: rows }, (_, index) => widths[index % widths.length] as number)
  return (
    <div className={clsx('skeleton-wait', className)} role="status" aria-label={label ?? t('ui.loading')}>
      {shape === 'block' && <span className="skeleton w-full" style={{ height }} />}
      {shape === 'text' && (
        <div className="grid gap-3">
          {each.map((width, index) => (
            <span key={index} className="skeleton h-2.5" style={{ width: `${width}%` }} />
          ))}
        </div>
      )}
      {shape === 'rows' && each.map((width, index) => <Row key={index} width={width} pictures={pictures} />)}
    </div>
  )
}

function Row({ width, pictures }: { width: number; pictures: boolean }) {
  return (
    <div className="skeleton-row">
      <span className="skeleton-margin" />
      {pictures && <span className="skeleton size-7.5" />}
      <span className="grid flex-1 gap-[7px]">
        <span className="skeleton h-2.5" style={{ width: `${width}%` }} />
        <span className="skeleton h-2" style={{ width: `${width / 2}%` }} />
      </span>
      <span className="skeleton h-2.5 w-16" />
      <span className="skeleton h-2 w-24 max-desk:hidden" />
    </div>
  )
}

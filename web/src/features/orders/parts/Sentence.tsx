import { Fragment, type ReactNode } from 'react'
import { useTranslation } from '../../../lib/translation.ts'

const border = '\uE000'

/** A sentence of this feature's texts with parts that are more than letters: a name in bold, a link. */
export function Sentence({ of: key, count, ...values }: { of: string; count?: number } & Record<string, ReactNode>) {
  const { t } = useTranslation('orders')
  const holes = Object.fromEntries(Object.keys(values).map(name => [name, border + name + border]))
  const parts = t(key, { ...holes, ...(count !== undefined && { count }) }).split(border)
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name
  return parts.map((part, index) => <Fragment key={index}>{index % 2 === 1 ? values[part] : part}</Fragment>)
}

import type { Static } from 'typebox'
import type { Dashboard as Schema } from '../../../../server/features/dashboard/contract.ts'

export type Dashboard = Static<typeof Schema>
export type Part<K extends keyof Dashboard> = NonNullable<Dashboard[K]>

/** The company as its settings page reads and changes it, one section at a time. */
import type { CompanyChangesBody, CompanyReply } from '../../../../../server/features/tenants/contract.ts'
import { ApiError, api } from '../../../lib/api.ts'
import { invalidatePaths, queryClient } from '../../../lib/query.ts'

export type Company = CompanyReply
export type Changes = Pick<CompanyChangesBody, 'name' | 'settings'>

export const companyPath = (id: number): string => `/api/companies/${id}/`

/** Somebody else changed the same section since it was read. */
export class Overtaken extends Error {
  readonly theirs: Company
  constructor(theirs: Company) {
    super('overtaken')
    this.theirs = theirs
  }
}

/**
 * Saves one section. A company's version counts every change of people and roles too; so where another version turns out to say the
 * same in this section, the change goes on top of it. Throws Overtaken where it says something else.
 */
export async function saveSection(
  base: Company,
  changes: Changes,
  sectionOf: (company: Company) => unknown,
): Promise<Company> {
  try {
    return await send(base, changes)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error
    const theirs = keep(await api.get<Company>(companyPath(base.id)))
    if (JSON.stringify(sectionOf(theirs)) !== JSON.stringify(sectionOf(base))) throw new Overtaken(theirs)
    return send(theirs, changes)
  }
}

async function send({ id, version }: Company, changes: Changes): Promise<Company> {
  const saved = keep(await api.patch<Company>(companyPath(id), changes, { version }))
  void invalidatePaths(['/api/auth/me/', '/api/store/'])
  return saved
}

function keep(company: Company): Company {
  queryClient.setQueryData([companyPath(company.id)], company)
  return company
}

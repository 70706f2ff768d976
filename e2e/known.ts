/** Ids that addresses need, of records that make a page worth looking at; what the demo world lacks is made. */
import { callAs } from './people.ts'

export type Known = {
  /** DreamKart. */
  company: number
  product: number
  sale: number
  restock: number
  ownOrder: number
  person: number
  role: number
  count: number
  entry: number
  /** Must choose a password first. */
  newcomer: { username: string; password: string }
}

export async function furnish(url: string): Promise<Known> {
  const [rohan, meera] = await Promise.all([callAs(url, 'rohan'), callAs(url, 'meera')])
  const first = async (path: string): Promise<number> => (await rohan.get(path)).results[0].id
  const product = await first('/api/products/?search=RED-SAREE')
  const location = await rohan.post('/api/locations/', { name: 'Shop window' })
  await meera.post('/api/stock/transfer/', { product, to: location.id, quantity: 2, receive: false })
  const newcomer = await rohan.post('/api/users/', {
    username: 'nandini',
    email: 'nandini@dreamkart.com',
    role: 'staff',
  })
  return {
    company: (await rohan.get('/api/auth/me/')).tenant_id,
    product,
    sale: await first('/api/orders/?kind=sale&status=approved&ordering=id'),
    restock: await first('/api/orders/?kind=restock&status=pending'),
    ownOrder: await first('/api/orders/?kind=sale&status=fulfilled&ordering=id'),
    person: await first('/api/users/?search=priya'),
    role: await first('/api/roles/?search=staff'),
    count: (await meera.post('/api/stock/counts/', { note: 'Before the festival' })).id,
    entry: (await rohan.get('/api/audit-logs/?page_size=1')).results[0].seq,
    newcomer: { username: newcomer.username, password: newcomer.initial_password },
  }
}

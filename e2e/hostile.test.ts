/** What strangers write into every field must neither run, nor push anything off the page. */
import { inject } from 'vitest'
import { assertFine, sidewaysOf } from './look.ts'
import { open } from './pages.ts'
import { callAs } from './people.ts'
import { test } from './visit.ts'
import { sizes } from './windows.ts'

const markup = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
/** As much as the server takes, in one word: nothing may be broken but the word itself. */
const longest = (most: number) => markup + 'W'.repeat(most - markup.length)

test('markup and endless names stay text, and in their place', async ({ enter }) => {
  const url = inject('url')
  const rohan = await callAs(url, 'rohan')
  const rahul = await callAs(url, 'rahul')
  const category = await rohan.post('/api/categories/', { name: longest(80) })
  const product = await rohan.post('/api/products/', {
    name: longest(200),
    sku: 'W'.repeat(100),
    price: '9999999.99',
    stock: 500,
    category: category.id,
    description: longest(5000),
  })
  const person = await rohan.post('/api/users/', {
    username: longest(150),
    email: `${'w'.repeat(60)}@dreamkart.com`,
    name: longest(200),
    role: 'staff',
  })
  const role = await rohan.post('/api/roles/', { name: longest(80), description: longest(300) })
  await rohan.post('/api/locations/', { name: longest(80) })
  await rohan.patch(`/api/users/${(await rahul.get('/api/auth/me/')).id}/`, { name: longest(200) })
  const order = await rahul.post('/api/orders/', { product: product.id, quantity: 3, note: longest(2000) })
  const restock = await rohan.post('/api/orders/', {
    kind: 'restock',
    product: product.id,
    quantity: 3,
    note: longest(2000),
  })
  const count = await rohan.post('/api/stock/counts/', { products: [product.id], note: longest(1000) })
  const contact = { name: longest(100), email: 'w@example.com', subject: longest(150), message: longest(4000) }
  await rohan
    .post('/api/contact/', contact)
    .catch(() => rohan.post('/api/contact/', { ...contact, subject: undefined }))

  const seen: Record<string, string[]> = {
    rohan: [
      '/app',
      '/app/products?ordering=-id',
      `/app/products/${product.id}`,
      `/app/products/${product.id}?tab=audit`,
      '/app/categories',
      '/app/stock?ordering=-id',
      '/app/stock?tab=moves',
      '/app/stock?tab=locations',
      `/app/counts/${count.id}`,
      `/app/counts/${count.id}?view=review`,
      '/app/counts',
      '/app/orders',
      `/app/orders/${order.id}`,
      `/app/orders/${order.id}/print`,
      `/app/approvals?order=${restock.id}`,
      '/app/people?ordering=-id',
      `/app/people?person=${person.id}`,
      `/app/roles?role=${role.id}`,
      '/app/audit',
      '/app/notifications',
      '/app/reports/stock-value',
    ],
    rahul: [
      '/store/dreamkart',
      `/store/dreamkart/product/${product.id}`,
      '/store/dreamkart/orders',
      `/store/dreamkart/orders/${order.id}`,
    ],
    Ria: ['/admin/messages', '/admin/users', `/admin/models/products/${product.id}?company=${product.tenant}`],
  }
  const wrong: string[] = []
  for (const [as, paths] of Object.entries(seen)) {
    const page = await enter({ as, device: 'phone' })
    for (const path of paths) {
      for (const size of [sizes.phone, sizes.desk]) {
        await page.setViewportSize(size)
        if (size === sizes.phone) await open(page, path)
        const sideways = await sidewaysOf(page)
        if (sideways > 0) wrong.push(`${path} scrolls sideways by ${sideways} at ${size.width}`)
      }
      if (await page.evaluate(() => 'hacked' in window)) wrong.push(`${path} ran a stranger's script`)
      if ((await page.locator('img[src="x"]').count()) > 0) wrong.push(`${path} shows a stranger's picture`)
    }
  }
  assertFine(wrong)
})

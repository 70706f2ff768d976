import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linksFor, servePages } from './web.ts'

let app: FastifyInstance

beforeAll(async () => {
  app = Fastify()
  app.get('/api/products/', () => ({ results: [] }))
  servePages(app, (_request, reply) => reply.type('text/html').send('<h1>The application</h1>'))
  await app.ready()
})
afterAll(() => app.close())

const browser = 'text/html,application/xhtml+xml,*/*;q=0.8'
const get = (url: string, accept?: string) => app.inject({ url, headers: accept === undefined ? {} : { accept } })

test.each([
  '/',
  '/app',
  '/app/orders/7?do=reject',
  '/admin/models/users',
  '/store/dreamkart',
  '/login',
  '/login/',
  '/contact',
  '/reset-password/?token=1.x',
])('%s is the application, to a browser and to whoever takes anything', async url => {
  for (const accept of [browser, '*/*', undefined])
    expect(await get(url, accept)).toMatchObject({ statusCode: 200, body: '<h1>The application</h1>' })
})

test('what is no page is the application’s own "not found" to a browser, and a plain 404 to a program', async () => {
  expect(await get('/application', browser)).toMatchObject({ statusCode: 404, body: '<h1>The application</h1>' })
  expect((await get('/application', '*/*')).json()).toMatchObject({ statusCode: 404 })
})

test('a program that wants JSON gets no page, and no address of the API, of sockets or of assets is one', async () => {
  expect((await get('/app', 'application/json')).json()).toMatchObject({ statusCode: 404 })
  for (const url of ['/api/nothing/', '/ws/nothing/', '/assets/nothing.js', '/metrics/nothing'])
    expect((await get(url, browser)).json()).toMatchObject({ statusCode: 404 })
  expect((await get('/api/products/', browser)).json()).toEqual({ results: [] })
})

test('the first files of a page are named in the language that the browser asks for', () => {
  const hints = [
    { path: /^\/app\/products\/?$/, links: { en: '<products en>', de: '<products de>' } },
    { path: /^\/app\//, links: { en: '<console en>', de: '<console de>' } },
  ]
  const links = (url: string, language?: string) =>
    linksFor({ url, headers: language === undefined ? {} : { 'accept-language': language } }, hints)
  expect(links('/app/products?search=lamp', 'fr-FR, de-AT;q=0.8, en;q=0.5')).toBe('<products de>')
  expect(links('/app/orders', 'en-GB')).toBe('<console en>')
  expect(links('/app/orders')).toBe('<console en>')
  expect(links('/login', 'de')).toBe('')
})

import { expect, test } from 'vitest'
import { ApiError } from '../lib/api.ts'
import { isUnreachable } from './unreachable.ts'

test.each([
  new ApiError(0, { detail: 'The server cannot be reached.', code: 'offline' }),
  new TypeError('Failed to fetch'),
  new TypeError('Failed to fetch dynamically imported module: https://shop.example/assets/CartPage.js'),
  new TypeError('NetworkError when attempting to fetch resource.'),
  new TypeError('error loading dynamically imported module: https://shop.example/assets/CartPage.js'),
  new TypeError('Load failed'),
  new TypeError('Importing a module script failed.'),
  new Error('Unable to preload CSS for /assets/StoreShell.css'),
])('the server is out of reach: %s', error => {
  expect(isUnreachable(error)).toBe(true)
})

test.each([
  new ApiError(500, { detail: 'Something went wrong on our side.', code: 'internal' }),
  new TypeError("Cannot read properties of undefined (reading 'name')"),
  new Error('refresh answered 500'),
])('a mistake is not taken for a lost connection: %s', error => {
  expect(isUnreachable(error)).toBe(false)
})

/**
 * Every call to the server. The access token lives in this module's memory only; the refresh token is in a cookie that no
 * script can read. A call that meets an ended access token renews it once and is repeated.
 */
import i18next from 'i18next'
import { type Query, withQuery } from './address.ts'
import { takeAhead } from './ahead.ts'
import { renewAccess, tokenNow } from './tokens.ts'

/** An answer that is not a success. `fields` is flat: `items.0.quantity` → its messages. Status 0: no answer at all. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string[]>
  readonly requestId: string | null
  readonly retryAfter: number | null
  /** After a failed sign-in: how many more before the name rests. */
  readonly attemptsLeft: number | null
  readonly body: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>, headers?: Headers) {
    const fields = status === 400 && !('detail' in body) ? flatten(body) : {}
    super(typeof body.detail === 'string' ? body.detail : Object.values(fields).flat().join(' ') || `HTTP ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.body = body
    this.code = typeof body.code === 'string' ? body.code : codeOf(status)
    this.fields = fields
    this.requestId = headers?.get('x-request-id') ?? null
    this.retryAfter = numberIn(headers, 'retry-after')
    this.attemptsLeft = numberIn(headers, 'x-attempts-left')
  }
}

type SendOptions = {
  /** An Idempotency-Key: repeating the call with it does the deed once. */
  once?: string
  /** The version that was read; somebody else's change since then is a 412. */
  version?: number
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Goes on when the page is closed meanwhile. */
  keepalive?: boolean
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    send<T>('GET', withQuery(path, query), undefined, signal ? { signal } : {}),
  post: <T>(path: string, body?: unknown, options?: SendOptions) => send<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: SendOptions) => send<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: SendOptions) => send<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: SendOptions) => send<T>('DELETE', path, undefined, options),
  upload,
  download,
}

async function send<T>(method: string, path: string, body?: unknown, options: SendOptions = {}): Promise<T> {
  const response = await call(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(options.once && { 'idempotency-key': options.once }),
      ...(options.version !== undefined && { 'if-match': `"${options.version}"` }),
      ...options.headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(options.signal && { signal: options.signal }),
    ...(options.keepalive && { keepalive: true }),
  })
  return (response.status === 204 ? undefined : await response.json()) as T
}

type Init = Omit<RequestInit, 'headers' | 'method'> & { method: string; headers: Record<string, string> }

async function call(path: string, init: Init): Promise<Response> {
  const token = tokenNow()
  const response = (await takeAhead(init.method, path)) ?? (await attempt(path, init, token))
  if (response.ok) return response
  const error = await errorOf(response)
  if (error.status !== 401 || token === null) throw error
  const renewed = await renewAccess(token)
  if (renewed === null) throw error
  const repeated = await attempt(path, init, renewed)
  if (!repeated.ok) throw await errorOf(repeated)
  return repeated
}

async function attempt(path: string, init: Init, token: string | null): Promise<Response> {
  try {
    const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) }
    return await fetch(path, { ...init, headers, credentials: 'same-origin' })
  } catch (reason) {
    if (init.signal?.aborted) throw reason
    throw offline()
  }
}

const offline = () => new ApiError(0, { detail: i18next.t('common:ui.error.offline.title'), code: 'offline' })

async function errorOf(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => ({}))
  return refusal(response.status, body, response.headers)
}

async function refusal(status: number, body: Record<string, unknown>, headers: Headers): Promise<ApiError> {
  return new ApiError(status, status === 401 ? body : await inWords(body), headers)
}

/** What a person reads is loaded when something is refused for the first time; without it, it stays as it came. */
async function inWords(body: Record<string, unknown>): Promise<Record<string, unknown>> {
  try {
    const { reworded } = await import('./said.ts')
    return await reworded(body)
  } catch {
    return body
  }
}

/** Sends a file and tells how far it is, from 0 to 1. */
function upload<T>(path: string, form: FormData, onProgress?: (share: number) => void, method = 'PUT'): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, path)
    request.responseType = 'json'
    request.setRequestHeader('accept', 'application/json')
    const token = tokenNow()
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(offline())
    request.onload = () => {
      const { status, response } = request
      if (status < 300) return resolve(response as T)
      void refusal(status, response ?? {}, headersOf(request)).then(reject)
    }
    request.send(form)
  })
}

function headersOf(request: XMLHttpRequest): Headers {
  const lines = request.getAllResponseHeaders().trim().split('\r\n')
  return new Headers(lines.map(line => line.split(': ', 2) as [string, string]))
}

/** Fetches a file as the signed-in person and hands it to the browser; `onProgress` gets the bytes so far. */
async function download(
  path: string,
  query: Query,
  filename: string,
  onProgress?: (bytes: number) => void,
): Promise<void> {
  const response = await call(withQuery(path, query), { method: 'GET', headers: { accept: '*/*' } })
  const url = URL.createObjectURL(await collect(response, onProgress))
  const link = Object.assign(document.createElement('a'), { href: url, download: filename })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

async function collect(response: Response, onProgress?: (bytes: number) => void): Promise<Blob> {
  if (!response.body || !onProgress) return response.blob()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    chunks.push(chunk)
    bytes += chunk.length
    onProgress(bytes)
  }
  return new Blob(chunks, { type: response.headers.get('content-type') ?? '' })
}

const numberIn = (headers: Headers | undefined, name: string): number | null =>
  headers?.has(name) ? Number(headers.get(name)) : null

function codeOf(status: number): string {
  return status === 0 ? 'offline' : status === 400 ? 'invalid' : status >= 500 ? 'server_error' : `http_${status}`
}

function flatten(value: unknown, path = ''): Record<string, string[]> {
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return { [path]: value as string[] }
  if (typeof value === 'string') return { [path]: [value] }
  if (value === null || typeof value !== 'object') return {}
  const inner = Object.entries(value).map(([key, each]) => flatten(each, path ? `${path}.${key}` : key))
  return Object.assign({}, ...inner)
}

/** The demo world's people at the API: what a story needs to be true before it begins. */

export type Caller = {
  // biome-ignore lint/suspicious/noExplicitAny: replies are judged by what a story expects of them
  get(path: string): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  post(path: string, body?: unknown): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  patch(path: string, body: unknown): Promise<any>
}

/** The demo people's password is their name and 12345. */
export const passwordOf = (username: string): string => `${username.toLowerCase()}12345`

export async function callAs(url: string, username: string, password = passwordOf(username)): Promise<Caller> {
  const { access } = await call(url, 'POST', '/api/auth/login/', { username, password })
  const send = (method: string, path: string, body?: unknown) => call(url, method, path, body, access)
  return {
    get: path => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
  }
}

async function call(url: string, method: string, path: string, body?: unknown, token?: string) {
  const reply = await fetch(url + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status} ${text.slice(0, 300)}`)
  return text === '' ? null : JSON.parse(text)
}

import { createCipheriv, createDecipheriv, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { parseId } from './schema.ts'

export const accessSeconds = 60 * 60
export const refreshSeconds = 7 * 24 * 60 * 60

/** What a token says of its holder. It informs clients; the server decides from the database. */
export type Claims = {
  tenant_id: number
  user_id: number
  sid: number
  role: string
  iat: number
  exp: number
  jti: string
}
export type AccessClaims = Claims & { token_type: 'access' }
export type RefreshClaims = Omit<Claims, 'role'> & { token_type: 'refresh'; generation: number }

export type Tokens = ReturnType<typeof openTokens>

/** Signs and verifies the deployment's JSON Web Tokens (RFC 7519, HS256) with `secret`. */
export function openTokens(secret: string) {
  const key = new TextEncoder().encode(secret)
  const linkKey = createHmac('sha256', secret).update('signed links').digest()
  const fingerprintKey = createHmac('sha256', secret).update('fingerprints').digest()
  const sealKey = createHmac('sha256', secret).update('sealed answers').digest()
  const verified = new Map<string, AccessClaims>()

  const sign = (claims: object, iat: number, ttlSeconds: number) =>
    new SignJWT({ ...claims, iat, exp: iat + ttlSeconds }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key)

  return {
    /** A new access token, valid for 60 minutes from `iat` (seconds since 1970). */
    signAccess: (claims: Omit<AccessClaims, 'iat' | 'exp' | 'token_type' | 'jti'>, iat: number) =>
      sign({ token_type: 'access', ...claims, jti: crypto.randomUUID() }, iat, accessSeconds),

    /** The refresh token of one generation of a session: the same claims give the same token. */
    signRefresh: (claims: Pick<RefreshClaims, 'tenant_id' | 'user_id' | 'sid' | 'generation'>, iat: number) =>
      sign({ token_type: 'refresh', ...claims, jti: `${claims.sid}.${claims.generation}` }, iat, refreshSeconds),

    /** The claims of a live access token, or null. A signature is checked once and remembered until the token expires. */
    async readAccess(token: string): Promise<AccessClaims | null> {
      const fingerprint = hash('sha256', token, 'base64')
      const known = verified.get(fingerprint) ?? (await verify<AccessClaims>(token, key, 'access'))
      if (!known || known.exp * 1000 <= Date.now()) return null
      remember(verified, fingerprint, known)
      return known
    },

    /** The claims of a live refresh token, or null. */
    readRefresh: (token: string) => verify<RefreshClaims>(token, key, 'refresh'),

    /** Tells texts apart to whoever knows the secret: nobody else can try a password against it. */
    fingerprint: (text: string) => keyFor(fingerprintKey, text),

    /** Seals a text for whoever brings the same `proof` again. */
    seal: (text: string, proof: string) => seal(keyFor(sealKey, proof), text),

    /** What was sealed with this proof, or null. */
    unseal: (sealed: Buffer, proof: string) => unseal(keyFor(sealKey, proof), sealed),

    /** Lets whoever holds it see `what` of one company, for as long as that is there. */
    signLink: (tenantId: number, what: string) => linkSignature(linkKey, tenantId, what),

    /** The company that signed a link to `what`, or null. */
    readLink(what: string, signature: string): { tenant_id: number } | null {
      const claimedTenantId = parseId(signature.split('.', 1)[0] as string)
      if (claimedTenantId === null) return null
      const [given, right] = [signature, linkSignature(linkKey, claimedTenantId, what)].map(text => Buffer.from(text))
      const isRight = given?.length === right?.length && timingSafeEqual(given as Buffer, right as Buffer)
      return isRight ? { tenant_id: claimedTenantId } : null
    },
  }
}

/** The token of an `Authorization: Bearer …` header, or null. */
export function bearerOf({ headers }: { headers: { authorization?: string | undefined } }): string | null {
  const [, token = null] = /^bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? '') ?? []
  return token
}

const keyFor = (key: Buffer, proof: string) => createHmac('sha256', key).update(proof).digest()

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

function seal(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, key, nonce)
  const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
  return Buffer.concat([nonce, sealing.getAuthTag(), body])
}

function unseal(key: Buffer, sealed: Buffer): string | null {
  const [nonce, rest] = [sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes)]
  try {
    const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
    opening.setAuthTag(rest.subarray(0, tagBytes))
    return opening.update(rest.subarray(tagBytes), undefined, 'utf8') + opening.final('utf8')
  } catch {
    return null
  }
}

function linkSignature(key: Buffer, tenantId: number, what: string): string {
  const mac = createHmac('sha256', key).update(`${tenantId} ${what}`).digest().subarray(0, 16)
  return `${tenantId}.${mac.toString('base64url')}`
}

async function verify<C>(token: string, key: Uint8Array, type: string): Promise<C | null> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] })
    return payload.token_type === type ? (payload as C) : null
  } catch {
    return null
  }
}

const mostRemembered = 20_000

function remember(verified: Map<string, AccessClaims>, hash: string, claims: AccessClaims) {
  if (verified.has(hash)) return
  if (verified.size >= mostRemembered) verified.delete(verified.keys().next().value as string)
  verified.set(hash, claims)
}

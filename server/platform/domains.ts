import type { FastifyRequest } from 'fastify'
import type { Deployment } from './deployment.ts'
import { fail } from './errors.ts'

/** Makes the hook that tells which company's own domain a request names; an unknown `*.BASE_DOMAIN` is a 404. */
export function resolveDomain({ config, entrances }: Deployment) {
  const { protocol, hostname, port, origin } = new URL(config.publicUrl)
  const publicUrl = { protocol, hostname, port, origin }
  return async (request: FastifyRequest) => {
    if (request.routeOptions.config.anyHost) return
    const host = request.hostname.toLowerCase()
    const tenant = isPlatformHost(host, config.baseDomain, publicUrl) ? null : await entrances.findTenantByDomain(host)
    if (!tenant && host !== publicUrl.hostname && host.endsWith(`.${config.baseDomain}`)) throw fail('not_found')
    request.domainTenantId = tenant?.id ?? null
    request.baseUrl = tenant
      ? originOf(publicUrl, host)
      : isLoopback(host)
        ? originOf(publicUrl, request.host)
        : publicUrl.origin
  }
}

type PublicUrl = Pick<URL, 'protocol' | 'hostname' | 'port' | 'origin'>

function isPlatformHost(host: string, baseDomain: string, publicUrl: PublicUrl): boolean {
  return host === baseDomain || host === publicUrl.hostname || isAddress(host)
}

/** Links never repeat an unchecked Host header: a proven domain, or a loopback name that can only lead back to its sender. */
function originOf(publicUrl: PublicUrl, host: string): string {
  const port = publicUrl.port && !host.includes(':') ? `:${publicUrl.port}` : ''
  return `${publicUrl.protocol}//${host}${port}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '::1' || host === '[::1]'
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(':')
}

import type { DoneFuncWithErrOrRes, FastifyReply, FastifyRequest } from 'fastify'
import type { Deployment } from './deployment.ts'
import { domainOf } from './entrances.ts'
import { fail } from './errors.ts'
import { showNobody } from './nobody.ts'
import { wantsPage } from './web.ts'

/** Makes the hook that tells which company's own domain a request names; an unknown `*.BASE_DOMAIN` is a 404. */
export function resolveDomain({ config, entrances }: Deployment) {
  const { protocol, hostname, port, origin } = new URL(config.publicUrl)
  const publicUrl = { protocol, hostname, port, origin }
  const resolve = async (request: FastifyRequest, host: string): Promise<void> => {
    const tenant = await entrances.findTenantByDomain(host)
    if (!tenant && host.endsWith(`.${config.baseDomain}`)) throw fail('not_found')
    request.domainTenantId = tenant?.id ?? null
    request.baseUrl = tenant ? originOf(publicUrl, host) : baseUrlAt(publicUrl, host, request)
  }
  // Takes `done`, because most requests wait for nothing here.
  return (request: FastifyRequest, reply: FastifyReply, done: DoneFuncWithErrOrRes) => {
    if (request.routeOptions.config.anyHost) return done()
    const host = domainOf(request.hostname)
    if (!isPlatformHost(host, config.baseDomain, publicUrl))
      return void resolve(request, host).then(
        () => done(),
        error => (error.code === 'not_found' && wantsPage(request) ? showNobody(request, reply, origin) : done(error)),
      )
    request.baseUrl = baseUrlAt(publicUrl, host, request)
    done()
  }
}

type PublicUrl = Pick<URL, 'protocol' | 'hostname' | 'port' | 'origin'>

function isPlatformHost(host: string, baseDomain: string, publicUrl: PublicUrl): boolean {
  return host === baseDomain || host === publicUrl.hostname || isAddress(host)
}

function baseUrlAt(publicUrl: PublicUrl, host: string, request: FastifyRequest): string {
  return isLoopback(host) ? originOf(publicUrl, request.host) : publicUrl.origin
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

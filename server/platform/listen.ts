import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { refuse } from './environment.ts'

/** Opens the configured address. Throws ConfigError, one line that names the variable, where it cannot be had. */
export async function listen(app: FastifyInstance, { port, hosts: [host = 'localhost', ...others] }: Config) {
  try {
    await app.listen({ port, host: others.length > 0 ? 'localhost' : host })
  } catch (error) {
    refuseAddress(error, port, host)
  }
}

function refuseAddress(error: unknown, port: number, host: string): never {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return refuse('PORT', `${port} is in use by another program. Stop it, or set another PORT.`)
    case 'EACCES':
      return refuse('PORT', `${port} may not be used by this user. Set a PORT above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return refuse('HOST', `must be an address of this machine, not "${host}". For example: HOST=0.0.0.0`)
    default:
      throw error
  }
}

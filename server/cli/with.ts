import type { Command } from 'commander'
import { type Config, readConfig } from '../platform/config.ts'
import type { Deployment } from '../platform/deployment.ts'
import { attachEmbedded } from '../platform/embedded.ts'
import { createLog } from '../platform/log.ts'
import type { Meta } from '../platform/route.ts'
import { type Opened, type OpenRelay, openDeployment } from '../start.ts'

/** What a command tells: one value for `--json`, one text for people; `ok: false` makes the exit code 1. */
export type Outcome = { json: unknown; text: string; ok?: boolean }

/** Where an action came from, in the audit log. */
export const cliMeta: Meta = { ip: '', userAgent: 'quartermaster command line', requestId: crypto.randomUUID() }

/** Opens the deployment beside a running server or without one, runs a command's work, prints what it tells, closes. */
export async function withDeployment(
  command: Command,
  work: (deployment: Deployment) => Promise<Outcome>,
): Promise<void> {
  const deployment = await openForCommand(readConfig())
  try {
    tell(command, await work(deployment))
  } finally {
    await deployment.close()
  }
}

/** What a command needs of the deployment: no deliveries, no sweeps; standard output stays the answer's. */
export function openForCommand(config: Config): Promise<Opened> {
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel, process.stderr)
  return openDeployment({ config, log, embedded: attachEmbedded, relay: leaveToServers })
}

export function tell(command: Command, { json, text, ok = true }: Outcome): void {
  process.stdout.write(command.optsWithGlobals().json ? `${JSON.stringify(json)}\n` : `${text}\n`)
  if (!ok) process.exitCode = 1
}

/** Servers find what a command left to be delivered in their next sweep, at most a minute later. */
const leaveToServers: OpenRelay = () => ({ wake: () => {}, close: async () => {} })

/** Load over HTTP: sixteen connections that ask one thing after another, drawn from prepared calls. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Call = { method: 'GET' | 'POST'; path: string; token: string; body?: object }

/** Calls of one kind, and how many of them were answered, with which delays in milliseconds. */
export type Load = { perSecond: number; p50: number; p99: number; answered: number; refused: number }

export type LoadTool = { name: string; put(url: string, calls: readonly Call[], seconds: number): Load }

export const connections = 16

/** wrk where the machine has it; autocannon costs the server a good part of the processor. */
export function findLoadTool(): LoadTool {
  const found = spawnSync('wrk', ['--version'], { encoding: 'utf8' })
  if (found.error) return { name: 'autocannon', put: putAutocannon }
  return { name: /wrk \S+/.exec(found.stdout)?.[0] ?? 'wrk', put: putWrk }
}

/** Throws unless every answer was what the calls are made for. */
export function assertAnswered(what: string, load: Load): void {
  if (load.answered === 0 || load.refused > 0)
    throw new Error(`${what}: ${load.answered} calls were answered, ${load.refused} of them refused`)
}

function putWrk(url: string, calls: readonly Call[], seconds: number): Load {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-load-'))
  const [script, requests] = [join(folder, 'load.lua'), join(folder, 'requests')]
  writeFileSync(requests, calls.map(lineOf).join('\n'))
  writeFileSync(script, luaOf(requests))
  try {
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url]
    const output = execFileSync('wrk', args, { encoding: 'utf8' })
    return JSON.parse(output.slice(output.lastIndexOf('{'))) as Load
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// One request to a line; `|` stands for its line breaks and occurs nowhere else.
function lineOf({ method, path, token, body }: Call): string {
  const json = body && JSON.stringify(body)
  const head = [`${method} ${path} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token}`]
  if (json) head.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(json)}`)
  return [...head, '', json ?? ''].join('|')
}

function luaOf(requests: string): string {
  return `
local calls = {}
for line in io.lines('${requests}') do calls[#calls + 1] = line:gsub('|', '\\r\\n') end
local at = 0
function request()
  at = at % #calls + 1
  return calls[at]
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"perSecond":%f,"p50":%f,"p99":%f,"answered":%d,"refused":%d}',
    summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end`
}

type AutocannonResult = {
  requests: { average: number; total: number }
  latency: { p50: number; p99: number }
  non2xx: number
  errors: number
}

function putAutocannon(url: string, calls: readonly Call[], seconds: number): Load {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-load-'))
  const script = join(folder, 'load.cjs')
  const requests = calls.map(({ method, path, token, body }) => ({
    method,
    path,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }))
  writeFileSync(
    script,
    `const autocannon = require(${JSON.stringify(createRequire(import.meta.url).resolve('autocannon'))})
    autocannon(${JSON.stringify({ url, connections, duration: seconds, requests })}).then(result =>
      process.stdout.write(JSON.stringify(result)))`,
  )
  try {
    const output = execFileSync(process.execPath, [script], { encoding: 'utf8', maxBuffer: 1e8 })
    const { requests: answered, latency, non2xx, errors } = JSON.parse(output) as AutocannonResult
    const { p50, p99 } = latency
    return { perSecond: answered.average, p50, p99, answered: answered.total, refused: non2xx + errors }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

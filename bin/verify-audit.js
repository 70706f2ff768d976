#!/usr/bin/env node
// Checks an exported audit log without the server: `node bin/verify-audit.js export.jsonl` (or on standard input).
// An export has one entry a line, oldest first, as `quartermaster audit export` writes it. Needs only Node >= 20. It is
// written apart from the server on purpose: two readings of the same rule.
//
// The rule: hash(n) = SHA-256( hash(n-1) ‖ n as 8 bytes, big endian ‖ SHA-256( the entry as JSON with sorted keys ) ),
// hash(0) = 32 zero bytes; `seq` and `hash` themselves are not part of the entry.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const input = process.argv[2] ? createReadStream(process.argv[2]) : process.stdin
input.on('error', ({ message }) => refuse(message))
let previous = Buffer.alloc(32)
let checked = 0
let flaw = null

for await (const line of createInterface({ input })) {
  if (line.trim() === '') continue
  const { seq, hash, ...entry } = entryIn(line)
  if (seq !== checked + 1) flaw = { seq: checked + 1, reason: seq > checked + 1 ? 'removed' : 'inserted' }
  else if (chained(previous, seq, entry) !== hash) flaw = { seq, reason: 'edited' }
  if (flaw) break
  previous = Buffer.from(hash, 'hex')
  checked += 1
}

console.log(
  JSON.stringify({
    ok: flaw === null,
    checked,
    head: { seq: checked, hash: previous.toString('hex') },
    first_bad: flaw,
  }),
)
process.exitCode = flaw ? 1 : 0

function entryIn(line) {
  try {
    return JSON.parse(line)
  } catch {
    refuse(
      `entry ${checked + 1} is not a line of JSON. Make the export with: quartermaster audit export --tenant <slug>`,
    )
  }
}

function refuse(reason) {
  console.error(`verify-audit: ${reason}`)
  process.exit(2)
}

function chained(before, seq, entry) {
  const place = Buffer.alloc(8)
  place.writeBigUInt64BE(BigInt(seq))
  return sha256(Buffer.concat([before, place, sha256(sorted(entry))])).toString('hex')
}

function sha256(data) {
  return createHash('sha256').update(data).digest()
}

function sorted(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`
  const names = Object.keys(value).sort()
  return `{${names.map(name => `${JSON.stringify(name)}:${sorted(value[name])}`).join(',')}}`
}

/**
 * Writes PostgreSQL's frontend messages, several to one buffer: pg writes a chunk per message, which costs more than
 * the messages. Use: `begin()`, any number of messages, `take()`, without awaiting in between: the buffer is shared.
 */
import type { WireValue } from './values.ts'

const initialBytes = 64 * 1024
let bytes = Buffer.allocUnsafeSlow(initialBytes)
let end = 0

/** Starts anew, whatever a failed batch left behind. */
export function begin(): void {
  end = 0
}

/** The messages written since `begin()`. */
export function take(): Buffer {
  const taken = Buffer.from(bytes.subarray(0, end))
  if (bytes.length > initialBytes * 16) bytes = Buffer.allocUnsafeSlow(initialBytes)
  return taken
}

export function parse(name: string, text: string): void {
  const start = open('P')
  cString(name)
  cString(text)
  int16(0)
  close(start)
}

export function bind(name: string, values: readonly WireValue[]): void {
  const start = open('B')
  cString('')
  cString(name)
  formats(values)
  int16(values.length)
  for (const value of values) parameter(value)
  int16(0)
  close(start)
}

export function describeStatement(name: string): void {
  const start = open('D')
  cString(`S${name}`)
  close(start)
}

export function execute(): void {
  const start = open('E')
  cString('')
  int32(0)
  close(start)
}

export function closeStatement(name: string): void {
  const start = open('C')
  cString(`S${name}`)
  close(start)
}

export function sync(): void {
  close(open('S'))
}

function open(type: string): number {
  reserve(5)
  bytes[end] = type.charCodeAt(0)
  end += 5
  return end - 4
}

function close(start: number): void {
  bytes.writeInt32BE(end - start, start)
}

// No format codes at all mean text for all.
function formats(values: readonly WireValue[]): void {
  const list = values.some(Buffer.isBuffer) ? values : []
  int16(list.length)
  for (const value of list) int16(Buffer.isBuffer(value) ? 1 : 0)
}

function parameter(value: WireValue): void {
  const start = end
  int32(-1)
  if (value === null) return
  if (typeof value === 'string') string(value)
  else raw(value)
  bytes.writeInt32BE(end - start - 4, start)
}

function cString(text: string): void {
  string(text)
  reserve(1)
  bytes[end++] = 0
}

function string(text: string): void {
  reserve(text.length * 3)
  end += bytes.write(text, end)
}

function raw(value: Buffer): void {
  reserve(value.length)
  end += value.copy(bytes, end)
}

function int16(value: number): void {
  reserve(2)
  end = bytes.writeInt16BE(value, end)
}

function int32(value: number): void {
  reserve(4)
  end = bytes.writeInt32BE(value, end)
}

function reserve(size: number): void {
  if (end + size <= bytes.length) return
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, end + size))
  bytes.copy(larger, 0, 0, end)
  bytes = larger
}

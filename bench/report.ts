/** The table that is printed and recorded. */
import { cpus, release, totalmem } from 'node:os'
import type { Sizes } from './seed.ts'

/** Figures of one kind, one of each round. */
export type Series = number[]

export type Row = { what: string; figure: string; range: string; ratio: string; goal: string; isMet: boolean | null }

export type Facts = {
  postgres: string
  load: string
  pgbench: string
  commit: string
  sizes: Sizes
  rounds: number
  seconds: number
}

export function median(series: Series): number {
  const sorted = series.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2
}

/** `1,234 (1,200–1,300)` in columns: the median, and from least to most. */
export function figureOf(series: Series, unit = ''): { figure: string; range: string } {
  return {
    figure: `${number(median(series))}${unit}`,
    range: `${number(Math.min(...series))}–${number(Math.max(...series))}`,
  }
}

/** Each round's ratio, so that what slows the whole machine down does not count. */
export function ratios(a: Series, b: Series): Series {
  return a.map((value, i) => value / (b[i] as number))
}

export function ratioText(series: Series): string {
  return `${median(series).toFixed(2)} (${Math.min(...series).toFixed(2)}–${Math.max(...series).toFixed(2)})`
}

export function tableOf(rows: readonly Row[]): string {
  const verdict = ({ isMet }: Row) => (isMet === null ? '' : isMet ? 'met' : '**missed**')
  const lines = rows.map(row => [row.what, row.figure, row.range, row.ratio, row.goal, verdict(row)])
  return table(['', 'median', 'min–max', 'ratio (min–max)', 'goal', ''], lines)
}

/** A table of Markdown, its columns aligned. */
export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map(line => (line[i] ?? '').length)))
  const draw = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [draw(head), draw(widths.map(width => '-'.repeat(width))), ...lines.map(draw)].join('\n')
}

export function factsText({ postgres, load, pgbench, commit, sizes, rounds, seconds }: Facts): string {
  const processors = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return [
    `- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}`,
    `- ${processors.length} × ${processors[0]?.model.trim()}, ${memory}, ${process.platform} ${release()}; load generator and database on the same machine`,
    `- Node ${process.versions.node}, PostgreSQL ${postgres} with its durable defaults (fsync, synchronous_commit on), ${load}, ${pgbench}`,
    `- ${number(sizes.companies)} companies of ${number(sizes.products)} products, one of ${number(sizes.large)}, one of ${number(sizes.huge)}`,
    `- ${rounds} rounds of ${seconds} s per figure; 16 connections each for HTTP and pgbench`,
  ].join('\n')
}

function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

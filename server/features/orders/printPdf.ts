import { fileURLToPath } from 'node:url'
import anyAscii from 'any-ascii'
import type { Confirmation } from './print.ts'

/** The confirmation as a PDF file. What the font cannot write (it knows Latin scripts) is written in Latin letters. */
export async function pdfOf(confirmation: Confirmation): Promise<Buffer> {
  const doc = await openDocument(confirmation)
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  drawHead(doc, confirmation)
  drawLines(doc, confirmation)
  drawNote(doc, confirmation)
  doc.end()
  return whole
}

type Doc = PDFKit.PDFDocument

/** In points, as everything here: A4 with a margin of 18 mm. */
const margin = 51
const width = 595 - 2 * margin
const bottom = 842 - margin
const columns = { product: 220, quantity: 70, price: 95, total: width - 385 }
const gap = 8

const fontFile = (name: string) => fileURLToPath(new URL(`./fonts/Archivo-${name}.ttf`, import.meta.url))

// Known to the library by their files: under a second name it would open the font anew for every text.
const fonts = { regular: fontFile('Regular'), bold: fontFile('Bold') }

// The PDF library is loaded by who prints: a start needs neither its time nor its memory.
async function openDocument({ title, company }: Confirmation): Promise<Doc> {
  const { default: PDFDocument } = await import('pdfkit')
  const info = { Title: `${title} · ${company}`, Author: company, Creator: 'Quartermaster' }
  return new PDFDocument({ size: 'A4', margin, lang: 'en', displayTitle: true, info, font: fonts.regular })
}

function drawHead(doc: Doc, { company, title, state, placedOn, customer }: Confirmation): void {
  write(doc, company, { font: 'bold', size: 16, x: margin, y: margin, width })
  write(doc, title, { font: 'bold', size: 12, x: margin, y: doc.y + 4, width })
  const facts = [`Placed on ${placedOn}`, `State: ${state}`, ...(customer === null ? [] : [`Customer: ${customer}`])]
  for (const fact of facts) write(doc, fact, { x: margin, y: doc.y + 2, width })
  doc.y += 16
}

function drawLines(doc: Doc, { lines, total }: Confirmation): void {
  drawColumnHeads(doc, total !== null)
  for (const line of lines) drawLine(doc, line, total !== null)
  if (total === null) return
  makeRoom(doc, 24)
  drawRow(doc, ['Total', '', '', total], 'bold')
}

function drawLine(
  doc: Doc,
  { name, sku, quantity, unitPrice, total }: Confirmation['lines'][number],
  isPriced: boolean,
) {
  const height = heightOf(doc, name, 10) + heightOf(doc, sku, 8) + gap
  if (makeRoom(doc, height)) drawColumnHeads(doc, isPriced)
  drawRow(doc, [name, quantity, unitPrice ?? '', total ?? ''], 'regular', sku)
  rule(doc)
}

function drawColumnHeads(doc: Doc, isPriced: boolean): void {
  drawRow(doc, ['Product', 'Quantity', ...(isPriced ? ['Price', 'Total'] : [])], 'bold')
  rule(doc)
}

function drawRow(doc: Doc, cells: string[], font: Font, sku?: string): void {
  const top = doc.y
  const [product = '', ...numbers] = cells
  const widths = [columns.quantity, columns.price, columns.total]
  let x = margin + columns.product
  numbers.forEach((text, i) => {
    const cell = widths[i] as number
    write(doc, text, {
      font,
      x,
      y: top,
      width: cell,
      align: 'right',
      size: sizeFitting(doc, { text, font, width: cell }),
    })
    x += cell
  })
  write(doc, product, { font, x: margin, y: top, width: columns.product - gap })
  if (sku !== undefined) write(doc, sku, { size: 8, x: margin, y: doc.y, width: columns.product - gap })
}

function drawNote(doc: Doc, { note }: Confirmation): void {
  if (note === '') return
  makeRoom(doc, 48)
  write(doc, 'Note', { font: 'bold', x: margin, y: doc.y + 16, width })
  write(doc, note, { x: margin, y: doc.y + 2, width })
}

type Font = keyof typeof fonts
type Place = { x: number; y: number; width: number; font?: Font; size?: number; align?: 'right' }

function write(doc: Doc, text: string, { x, y, font = 'regular', size = 10, ...options }: Place): void {
  doc.font(fonts[font]).fontSize(size)
  doc.text(writable(doc, text), x, y, options)
}

function heightOf(doc: Doc, text: string, size: number): number {
  return doc
    .font(fonts.regular)
    .fontSize(size)
    .heightOfString(writable(doc, text), { width: columns.product - gap })
}

/** A number is never broken: what is too wide is written smaller. */
function sizeFitting(doc: Doc, { text, font, width }: { text: string; font: Font; width: number }): number {
  const wanted = doc.font(fonts[font]).fontSize(10).widthOfString(writable(doc, text))
  return wanted < width - gap ? 10 : (10 * (width - gap)) / wanted
}

/** Starts a new page unless so much fits on this one; tells whether it did. */
function makeRoom(doc: Doc, height: number): boolean {
  if (doc.y + height <= bottom) return false
  doc.addPage()
  return true
}

function rule(doc: Doc): void {
  doc
    .moveTo(margin, doc.y + 3)
    .lineTo(margin + width, doc.y + 3)
    .lineWidth(0.5)
    .strokeColor('#c8c8d0')
    .stroke()
  doc.y += gap
}

function writable(doc: Doc, text: string): string {
  const { font } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font
  return inKnownSigns(text, sign => sign === '\n' || font.hasGlyphForCodePoint(sign.codePointAt(0) as number))
}

/** The text with its unknown signs in Latin letters; a sign that no letters stand for is a question mark. */
export function inKnownSigns(text: string, isKnown: (sign: string) => boolean): string {
  return Array.from(text.normalize('NFC'), sign => (isKnown(sign) ? sign : inLatin(sign))).join('')
}

// A letter or mark without letters of its own belongs to its neighbours.
function inLatin(sign: string): string {
  return anyAscii(sign) || (/[\p{L}\p{M}\p{Cf}]/u.test(sign) ? '' : '?')
}

import { Transformer } from '@napi-rs/image'
import { describe, expect, it } from 'vitest'
import { findSize } from './imageSize.ts'

const drawn = (width: number, height: number) =>
  Transformer.fromRgbaPixels(Buffer.alloc(width * height * 4, 100), width, height)

describe('the size of a picture is read before it is decoded', () => {
  it.each([
    [1, 1],
    [640, 480],
    [3, 2000],
  ])('%i × %i in every format', async (width, height) => {
    const picture = () => drawn(width, height)
    const files = [
      await picture().png(),
      await picture().jpeg(80),
      await picture().webp(80),
      await picture().webpLossless(),
    ]
    for (const file of files) expect(findSize(file)).toEqual({ width, height })
  })

  it('of a JPEG whose first frame is small and whose second is large, it is the large one', async () => {
    const jpeg = await drawn(8, 8).jpeg(80)
    const progressive = jpeg.indexOf(Buffer.from([0xff, 0xc2]))
    const at = progressive > 0 ? progressive : jpeg.indexOf(Buffer.from([0xff, 0xc0]))
    const second = Buffer.from(jpeg.subarray(at, at + 2 + jpeg.readUInt16BE(at + 2)))
    second.writeUInt16BE(30_000, 5)
    const both = Buffer.concat([
      jpeg.subarray(0, at),
      jpeg.subarray(at, at + second.length),
      second,
      jpeg.subarray(at + second.length),
    ])
    expect(findSize(both)).toEqual({ width: 8, height: 30_000 })
  })

  it('of a WebP whose canvas is small and whose picture is large, it is the large one', async () => {
    const picture = (await drawn(900, 700).webp(80)).subarray(12)
    const canvas = Buffer.from(`565038580a000000${'00000000'}${'070000'}${'070000'}`, 'hex')
    const start = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
    const hidden = picture.subarray(picture.indexOf('VP8 '))
    expect(findSize(Buffer.concat([start, canvas, hidden]))).toEqual({ width: 900, height: 700 })
  })

  it.each([
    ['nothing', ''],
    ['a JPEG that hides a frame behind a marker without a length', `ffd8ff01ffc0${'00'.repeat(40)}`],
    ['a JPEG that only begins', `ffd8ffe0${'00'.repeat(40)}`],
    ['an animation', `${Buffer.from('RIFF\0\0\0\0WEBPANMF', 'latin1').toString('hex')}${'00'.repeat(40)}`],
    ['a WebP of nothing', `${Buffer.from('RIFF\0\0\0\0WEBP', 'latin1').toString('hex')}${'00'.repeat(40)}`],
    ['a GIF', Buffer.from('GIF89a').toString('hex').padEnd(100, '0')],
  ])('%s has none', (_name, hex) => {
    expect(findSize(Buffer.from(hex, 'hex'))).toBeNull()
  })
})

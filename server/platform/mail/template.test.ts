import { expect, test } from 'vitest'
import { writeMail } from './template.ts'

const letter = {
  to: 'asha@example.com',
  subject: 'Order <7>',
  company: 'Tom & Jerry’s',
  hello: 'asha',
  paragraphs: ['first line\nsecond line', '"<script>alert(1)</script>"'],
  link: { lead: 'See it:', label: 'Open', url: 'http://localhost/?a=1&b="2' },
  footer: 'Why you get this.',
}

test('the text has everything, as it was written, and whole addresses', () => {
  expect(writeMail(letter).text).toBe(
    [
      'Hello asha,',
      'first line\nsecond line',
      '"<script>alert(1)</script>"',
      'See it:\nhttp://localhost/?a=1&b="2',
      'Tom & Jerry’s',
      '-- \nWhy you get this.\n',
    ].join('\n\n'),
  )
})

test('the HTML has the same words, and none of them is markup', () => {
  const html = writeMail(letter).html as string
  expect(html).toContain('<title>Order &lt;7&gt;</title>')
  expect(html).toContain('>Tom &amp; Jerry’s</h1>')
  expect(html).toContain('first line<br>second line')
  expect(html).toContain('&quot;&lt;script&gt;alert(1)&lt;/script&gt;&quot;')
  expect(html).toContain('href="http://localhost/?a=1&amp;b=&quot;2"')
  expect(html).toContain('Why you get this.')
  expect(html).toContain('<html lang="en">')
})

test('a letter without a link or a footer has none', () => {
  const { link, footer, ...plain } = letter
  expect(writeMail(plain).html).not.toMatch(/<a |undefined/)
  expect(writeMail(plain).text.endsWith(`${letter.company}\n`)).toBe(true)
})

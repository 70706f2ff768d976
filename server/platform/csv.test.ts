import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.ts'

describe('a line of CSV', () => {
  it.each([
    [['a', 1, true, null, undefined], 'a,1,true,,'],
    [['say "hi"', 'a,b', 'two\nlines', ' padded '], '"say ""hi""","a,b","two\nlines"," padded "'],
    [['=1+1', '+49 30', '-x', '@SUM(A1)', '\t=1'], `'=1+1,'+49 30,'-x,'@SUM(A1),'\t=1`],
    [['-5.00', '-5', -5, '999.99'], '-5.00,-5,-5,999.99'],
    [['-5+cmd', '=cmd|" /C calc"!A0'], `'-5+cmd,"'=cmd|"" /C calc""!A0"`],
    [[{ id: 1 }, ['=x']], '"{""id"":1}","[""=x""]"'],
  ])('of %j is %s', (cells, line) => expect(csvLine(cells)).toBe(`${line}\r\n`))
})

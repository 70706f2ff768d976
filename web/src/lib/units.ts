/** As the server counts: these are whole, measures have three decimals. `units.test.ts` holds both lists to the server's. */
export const countedUnits: readonly string[] =
  'piece pair set box pack carton case crate bag bottle can jar tube roll sheet pallet dozen'.split(' ')

export const measuredUnits: readonly string[] = 'kg g mg t lb oz l ml m cm mm km ft in yd m2 m3 hour minute day'.split(
  ' ',
)

/** Whether parts of one can be had; such a unit is read beside its number, a counted one goes without saying. */
export const isMeasured = (unit: string): boolean => measuredUnits.includes(unit)

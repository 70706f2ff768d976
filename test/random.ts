/**
 * fast-check, with the same choices at every run, so that what goes red is a change's doing. `TEST_SEED=any npm test`, or
 * a number in its place, looks where no run has looked yet.
 */
import fc from 'fast-check'

const given = process.env.TEST_SEED ?? '20261122'

/** A whole number from 0 to 999,999,999. */
export const seed = given === 'any' ? Math.floor(Math.random() * 1e9) : Number(given)

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })

export default fc

/**
 * What the server says when it refuses, in the reader's words. Its sentences are written for programs and people, and in English;
 * whatever is not listed here is shown as it came.
 */
import i18next from 'i18next'

type Say = (key: string, n?: string) => string
type Body = Record<string, unknown>

/** The sentences about a field; a number in one is the text's `n`. */
export const sentences: readonly (readonly [RegExp, string])[] = [
  [/^This field (?:is required|may not be blank)\.$/, 'blank'],
  [/^Send at most (\d+) characters\.$/, 'long'],
  [/^Send at least (\d+) characters\.$/, 'short'],
  [/^Use at least (\d+) characters\.$/, 'short'],
  [/^Remove the (?:control characters|NUL character)\.$/, 'controls'],
  [/^(?:Send a name with visible characters|Use at least one visible character)\.$/, 'invisible'],
  [/^This must match format "email"\.$/, 'email'],
  [/^Send one of: /, 'choice'],

  [/^Send a number\.$/, 'number'],
  [/^Send an integer(?: or null)?\.$/, 'whole'],
  [/^Send a whole number(?:: the unit is \S+)?\.$/, 'whole'],
  [/^There are parts of one, and \S+ is only whole\.$/, 'parts'],
  [/^Send a quantity of at least (\S+)\.$/, 'least'],
  [/^This must be >= (\S+)\.$/, 'least'],
  [/^This must be <= (\S+)\.$/, 'most'],
  [/^Send a quantity of at most 1000000000 with at most three decimals\.$/, 'quantity'],
  [/^Send a quantity with at most three decimals\.$/, 'quantity'],
  [/^At most 1000000000 units of a product can be on hand\.$/, 'mostUnits'],
  [/^Send an amount between 0 and 999999999999 as a plain decimal, for example 999\.99\.$/, 'amount'],
  [/^Send a plain decimal number, for example 999\.99\.$/, 'amount'],
  [/^Send at most (\d+) decimals: \S+ has no smaller unit\.$/, 'decimals'],
  [/^This amount is too large\.$/, 'large'],
  [/^A number is out of range\.$/, 'large'],
  [/^Send a moment that has passed\.$/, 'future'],

  [/^A user with that username already exists\.$/, 'username'],
  [/^A user with that email already exists\.$/, 'emailTaken'],
  [/^A company with that name already exists\.$/, 'company'],
  [/^There is no company of this name\.$/, 'noCompany'],
  [/^A role with that name already exists\.$/, 'role'],
  [/^A number would be read as an id\. Add a letter\.$/, 'roleNumber'],
  [/^Another product has this SKU\.$/, 'sku'],
  [/^Another category has this name\.$/, 'category'],
  [/^Another location has this name\.$/, 'location'],
  [/^This slug is taken\. Choose another\.$/, 'slug'],
  [/^Send lower-case letters, digits and hyphens, at most 63, beginning and ending with no hyphen\.$/, 'slugForm'],

  [/^There is no such product\.$/, 'noProduct'],
  [/^There is no such category\.$/, 'noCategory'],
  [/^There is no such location\.$/, 'noLocation'],
  [/^There is no such user\.$/, 'noUser'],
  [/^This role does not exist\.$/, 'noRole'],
  [/^Send an id: a positive whole number\.$/, 'noSuch'],

  [/^Use at least one letter and one digit\.$/, 'letterAndDigit'],
  [/^This password is among the most common\.$/, 'common'],
  [/^This password is easy to guess\. Use more words\.$/, 'guess'],
  [/^Leave your names and e-mail address out of it\.$/, 'names'],
  [/^This is not your current password\.$/, 'current'],
  [/^Choose one that differs from the current one\.$/, 'same'],
  [/^This link is invalid, expired or already used\. Ask for a new one\.$/, 'link'],

  [/^You may not see or set costs\.$/, 'cost'],
  [/^An untracked product has no stock\. Leave it out, or track the product\.$/, 'untracked'],
  [/^This is no whole PNG, JPEG or WebP image\.$/, 'picture'],
  [/^Send a PNG, JPEG or WebP file of at most 5 MB in the field image\.$/, 'picture'],
  [/^Send at most (\d+) megapixels, and at most \d+ pixels a side\.$/, 'pixels'],
  [/^The file is larger than (\d+) MB\.$/, 'file'],

  [/^The total is too large\. Order less at once\.$/, 'total'],
  [/^A restock has no customer\.$/, 'noCustomer'],
  [/^This order has no such line, or you named it twice\.$/, 'line'],
  [/^Only (\S+) of this line is left\.$/, 'left'],
  [/^Nothing of this order is fulfilled yet\. Cancel it instead\.$/, 'nothingFulfilled'],
  [/^This order’s location is closed\. Open it, or cancel the order\.$/, 'orderLocation'],

  [/^Send a quantity other than zero: above zero adds, below removes\.$/, 'zero'],
  [/^Send another location than the one it comes from\.$/, 'sameLocation'],
  [/^Only (\S+) are on their way\.$/, 'onTheWay'],
  [/^This stock would be worth more than the books can hold\.$/, 'worth'],
  [/^The default location has to be active\.$/, 'defaultLocation'],
  [/^Its location is closed\. Open it, or book an adjustment instead\.$/, 'closed'],
  [/^This transfer takes its time\. Receive it, and transfer the units back\.$/, 'transit'],
  [/^Nothing has ever been at this location\. Name the products to count\.$/, 'emptyLocation'],
  [/^There are more than (\d+) products here\. Name those to count\.$/, 'manyProducts'],

  [/^The currency stays as it is once there are products or orders\.$/, 'currency'],
]

/** The body of a refusal with every sentence for people in the words of whoever reads. */
export async function reworded(body: Body): Promise<Body> {
  const say = await words()
  if (typeof body.detail !== 'string') return rewordedFields(body, say) as Body
  const detail = wordsFor(body.detail, say) || say(`code.${body.code ?? 'not_found'}`)
  return detail ? { ...body, detail } : body
}

function rewordedFields(value: unknown, say: Say): unknown {
  if (typeof value === 'string') return wordsFor(value, say) || value
  if (Array.isArray(value)) return value.map(each => rewordedFields(each, say))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, rewordedFields(each, say)]))
}

/** Empty where there are none. */
function wordsFor(sentence: string, say: Say): string {
  for (const [pattern, key] of sentences) {
    const match = pattern.exec(sentence)
    if (match) return say(`field.${key}`, match[1])
  }
  return ''
}

const loaders = import.meta.glob<{ default: object }>('./said/{en,de}.json')

async function words(): Promise<Say> {
  const { language } = i18next
  if (!i18next.hasResourceBundle(language, 'said')) {
    const texts = await loaders[`./said/${language}.json`]?.()
    i18next.addResourceBundle(language, 'said', texts?.default ?? {})
  }
  return (key, n) => i18next.t(key, { ns: 'said', n, defaultValue: '' })
}

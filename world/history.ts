/** What happened in the demo world before you came. */

/** A role of DreamKart's own, and who has it beside the one they came with. */
export const roles = [
  {
    name: 'Stock counter',
    description: 'Counts the shelves and carries goods between the stores',
    permissions: ['VIEW_PRODUCTS', 'VIEW_STOCK', 'VIEW_LOCATIONS', 'COUNT_STOCK', 'TRANSFER_STOCK'],
    heldBy: 'arjun',
  },
] as const

/** Adjustments of DreamKart's stock. */
export const adjustments = [
  { by: 'priya', sku: 'DIYA-BRASS-6', quantity: -2, reason: 'Two dented in the shop window' },
  { by: 'meera', sku: 'RED-SAREE', quantity: 1, reason: 'Found behind the shelf' },
] as const

export const shop = 'Johari Bazaar'

/** From DreamKart's main store to its shop; those not received are on their way. */
export const transfers = [
  { by: 'meera', sku: 'CUSHION-KHADI', quantity: 20, reason: 'For the shop’s opening', receive: true },
  { by: 'meera', sku: 'VASE-BLUE-25', quantity: 3, reason: 'For the shop’s opening', receive: true },
  { by: 'arjun', sku: 'CUSHION-KHADI', quantity: 12, reason: 'The shop sells six a day', receive: false },
  { by: 'meera', sku: 'MASALA-BOX-7', quantity: 6, reason: 'Asked for by the shop', receive: false },
] as const

/** Counts of DreamKart's main store, all open: by product what was found, null where nobody has looked yet. */
export const counts = [
  {
    by: 'arjun',
    note: 'Kitchen shelf, all entered. One bottle is missing.',
    found: { 'BOTTLE-COPPER-1L': 45, 'TRAY-SHEESHAM': 27, 'LAMP-PLEATED': 18 },
  },
  {
    by: 'meera',
    note: 'Sarees, before the festival.',
    found: {
      'KANJI-PEACOCK': 5,
      'CHANDERI-IVORY': 10,
      'TUSSAR-MUSTARD': 9,
      'AJRAKH-INDIGO': null,
      'BLU-BANARASI': null,
      'GRN-LINEN': null,
    },
  },
] as const

/** Orders of DreamKart, in every state; `afterwards` is done in turn by those who may. Lines are named by their SKU. */
export const orders = [
  {
    by: 'rahul',
    items: [
      ['RED-SAREE', 2],
      ['GIFT-WRAP', 1],
    ],
    afterwards: [['priya', 'fulfill', { note: 'Handed over at the counter.' }]],
  },
  { by: 'rahul', items: [['KURTA-WHITE-M', 3]], afterwards: [['meera', 'fulfill']] },
  {
    by: 'rahul',
    items: [
      ['DIYA-BRASS-6', 4],
      ['RICE-BASMATI', 5.5],
    ],
    note: 'I come by on Saturday.',
    afterwards: [],
  },
  {
    by: 'rahul',
    items: [['QUILT-JAIPUR', 1]],
    afterwards: [['rahul', 'cancel', { reason: 'Too warm for this room.' }]],
  },
  { by: 'rahul', items: [['BLU-BANARASI', 1]], afterwards: [['priya', 'assign', { user: 'priya' }]] },
  {
    by: 'priya',
    customer: 'rahul',
    items: [['TEA-DARJEELING', 0.5]],
    note: 'Ordered by telephone.',
    afterwards: [['meera', 'fulfill']],
  },
  {
    by: 'priya',
    kind: 'restock',
    items: [['KURTA-INDIGO-L', 20]],
    note: 'Nearly sold out.',
    afterwards: [['meera', 'approve', { note: 'The printer delivers on Thursdays.' }]],
  },
  {
    by: 'priya',
    kind: 'restock',
    items: [['PLANTER-TERRA', 25]],
    note: 'Three customers asked for it this week.',
    afterwards: [],
  },
  {
    by: 'priya',
    kind: 'restock',
    items: [['NEHRU-SILK', 40]],
    afterwards: [['meera', 'reject', { reason: 'Forty is a year of sales. Ask again for eight.' }]],
  },
  {
    by: 'priya',
    kind: 'restock',
    items: [['SAFFRON-1G', 50]],
    afterwards: [
      ['meera', 'approve'],
      ['priya', 'fulfill'],
    ],
  },
  {
    by: 'rahul',
    items: [
      ['CUSHION-KHADI', 8],
      ['TRAY-SHEESHAM', 2],
      ['GIFT-WRAP', 2],
    ],
    note: 'A wedding present. Send the cushions first if the trays take longer.',
    afterwards: [
      [
        'priya',
        'fulfill',
        { items: { 'CUSHION-KHADI': 6, 'GIFT-WRAP': 2 }, note: 'Six cushions now, the rest on Monday.' },
      ],
      ['rahul', 'notes', { note: 'Monday is fine.' }],
    ],
  },
  {
    by: 'priya',
    kind: 'restock',
    items: [['MASALA-BOX-7', 20]],
    afterwards: [
      ['meera', 'approve'],
      ['priya', 'fulfill', { items: { 'MASALA-BOX-7': 12 }, note: 'Eight are on back order.' }],
    ],
  },
  {
    by: 'priya',
    customer: 'rahul',
    items: [
      ['LAMP-PLEATED', 1],
      ['PRINT-MADHUBANI', 2],
    ],
    afterwards: [['priya', 'fulfill']],
  },
  { by: 'rahul', items: [['CHANDERI-IVORY', 1]], afterwards: [] },
  {
    by: 'arjun',
    kind: 'restock',
    items: [['KANJI-PEACOCK', 4]],
    note: 'The festival is in three weeks.',
    afterwards: [['priya', 'notes', { note: 'The weaver has four ready, in peacock and in plum.' }]],
  },
] as const

/** Written through the contact forms: of DreamKart's own site, and of the platform. */
export const messages = {
  dreamkart: {
    name: 'Asha Rao',
    email: 'asha@example.com',
    subject: 'Blouse stitching',
    message: 'Do you stitch the blouse piece of the Banarasi saree to measure?\nI could come by on Saturday.',
  },
  platform: {
    name: 'Jonathan Weiss',
    email: 'jonathan@example.com',
    subject: 'Two warehouses, one company',
    message: 'We keep parts in Lyon and in Turin. Can both be one company here, each with its own counts?',
  },
} as const

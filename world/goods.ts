/** What the demo world's companies sell; world/pictures has the picture of each. */
import { cloth } from './cloth.ts'
import { house } from './house.ts'

const pantry = [
  {
    name: 'Basmati Rice',
    sku: 'RICE-BASMATI',
    price: '145.00',
    cost: '92.00',
    stock: 120.5,
    unit: 'kg',
    category: 'Pantry',
    reorder_point: 40,
    reorder_quantity: 100,
    description: 'Aged for a year. By weight.',
  },
  {
    name: 'Darjeeling Tea',
    sku: 'TEA-DARJEELING',
    price: '1850.00',
    cost: '1200.00',
    stock: 12.25,
    unit: 'kg',
    category: 'Pantry',
    reorder_point: 5,
    reorder_quantity: 10,
    description: 'First flush, whole leaf, from one garden. By weight.',
  },
  {
    name: 'Kashmiri Saffron',
    sku: 'SAFFRON-1G',
    price: '329.00',
    cost: '240.00',
    stock: 75,
    category: 'Pantry',
    barcode: '8900001269623',
    reorder_point: 20,
    reorder_quantity: 50,
    description: 'One gram of mongra threads from Pampore.',
  },
  {
    name: 'Gift Wrapping',
    sku: 'GIFT-WRAP',
    price: '49.00',
    track_stock: false,
    description: 'Hand-made paper and a ribbon. Always available.',
  },
] as const

const workshop = [
  {
    name: 'Workshop Lamp',
    sku: 'LAMP-W1',
    price: '89.00',
    cost: '41.50',
    stock: 35,
    category: 'Lighting',
    barcode: '8900001270360',
    reorder_point: 10,
    reorder_quantity: 25,
    description: 'Jointed arm, steel foot, 60 cm of reach.',
  },
  {
    name: 'Lantern, Galvanised',
    sku: 'LANTERN-G',
    price: '54.90',
    cost: '22.00',
    stock: 18,
    category: 'Lighting',
    barcode: '8900001270735',
    reorder_point: 8,
    reorder_quantity: 20,
    description: 'Burns for twenty hours on a filling.',
  },
  {
    name: 'Socket Set 42',
    sku: 'SOCKET-42',
    price: '129.00',
    cost: '70.00',
    stock: 12,
    category: 'Tools',
    barcode: '8900001271107',
    reorder_point: 4,
    reorder_quantity: 10,
    description: 'Quarter and half inch, chrome vanadium, in a steel case.',
  },
  {
    name: 'Copper Wire 2.5 mm²',
    sku: 'WIRE-CU25',
    price: '2.35',
    cost: '1.10',
    stock: 840.5,
    unit: 'm',
    category: 'Tools',
    barcode: '8900001271473',
    reorder_point: 200,
    reorder_quantity: 500,
    description: 'By the metre from the drum.',
  },
] as const

export const goods = {
  dreamkart: {
    categories: [
      { name: 'Sarees', description: 'Six yards, hand-loomed' },
      { name: 'Kurtas', description: 'Cut and stitched in Jaipur' },
      { name: 'Home', description: 'For rooms and feasts' },
      { name: 'Kitchen', description: 'Steel, copper and wood' },
      { name: 'Pantry', description: 'Weighed out as you like' },
    ],
    products: [...cloth, ...house, ...pantry],
  },
  nordlicht: {
    categories: [
      { name: 'Lighting', description: 'Lamps and lanterns' },
      { name: 'Tools', description: 'For the workshop' },
    ],
    products: workshop,
  },
} as const

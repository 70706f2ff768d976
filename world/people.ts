/** The demo world's companies and their named people. Everybody's password is their name and 12345. */
export const platformAdmin = { username: 'Ria', email: 'ria123@gmail.com', name: 'Ria Kapoor' }

export const companies = [
  {
    name: 'DreamKart',
    preset: 'store',
    placement: 'shared',
    settings: { currency: 'INR' },
    people: [
      { username: 'rohan', email: 'rohan@dreamkart.com', name: 'Rohan Mehta', role: 'owner' },
      { username: 'meera', email: 'meera@dreamkart.com', name: 'Meera Iyer', role: 'manager' },
      { username: 'priya', email: 'priya@dreamkart.com', name: 'Priya Nair', role: 'staff' },
      { username: 'rahul', email: 'rahul@dreamkart.com', name: 'Rahul Verma', role: 'customer' },
      { username: 'arjun', email: 'arjun@dreamkart.com', name: 'Arjun Das', role: 'staff' },
      {
        username: 'kavya',
        email: 'kavya@dreamkart.com',
        name: 'Kavya Reddy',
        role: 'staff',
        status: 'pending_approval',
      },
    ],
  },
  {
    name: 'Nordlicht Handel',
    preset: 'stockroom',
    placement: 'schema',
    settings: { currency: 'EUR' },
    people: [
      { username: 'astrid', email: 'astrid@nordlicht.example', name: 'Astrid Berg', role: 'owner' },
      { username: 'jonas', email: 'jonas@nordlicht.example', name: 'Jonas Lindqvist', role: 'manager' },
      { username: 'emil', email: 'emil@nordlicht.example', name: 'Emil Hansen', role: 'staff' },
      { username: 'freya', email: 'freya@nordlicht.example', name: 'Freya Olsen', role: 'customer' },
    ],
  },
] as const

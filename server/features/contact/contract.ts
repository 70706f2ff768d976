import { type Static, Type } from 'typebox'
import { Line, PageOf, Prose, Shape, Time } from '../../platform/schema.ts'
import { Email } from '../people/contract.ts'

export const NewContactMessage = Shape(
  {
    name: Line(150),
    email: Email,
    subject: Line(200),
    message: Type.Unsafe<string>({ ...Prose(5000), minLength: 1 }),
  },
  {
    examples: [
      {
        name: 'Asha Rao',
        email: 'asha@example.com',
        subject: 'Opening hours',
        message: 'When may I come to your shop?',
      },
    ],
  },
)
export type NewContactMessageBody = Static<typeof NewContactMessage>

/** What whoever wrote is told: not where it went, nor who reads it. */
export const Received = Type.Object({ detail: Type.String() })

export const ContactMessage = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  email: Type.String(),
  subject: Type.String(),
  message: Type.String(),
  ip: Type.String(),
  created_at: Time,
})
export type ContactMessageReply = Static<typeof ContactMessage>

export const ContactMessagePage = PageOf(ContactMessage)

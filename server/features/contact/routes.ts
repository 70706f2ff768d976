import { queryOf } from '../../platform/list.ts'
import { readInNamed } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { ContactMessagePage, NewContactMessage, Received } from './contract.ts'
import { contactList, listContactMessages } from './list.ts'
import { sendContactMessage } from './send.ts'

export const contactRoutes = routesOf('Contact', [
  route({
    method: 'POST',
    path: '/api/contact/',
    public: 'whoever has a question needs no account',
    summary: 'Write to the company on whose domain one is, elsewhere to the platform',
    body: NewContactMessage,
    reply: { 201: Received },
    errors: ['throttled', 'tenant_suspended'],
    handle: sendContactMessage,
  }),
  route({
    method: 'GET',
    path: '/api/contact-messages/',
    permission: 'VIEW_CONTACT_MESSAGES',
    summary: 'What was written through the contact form, the newest first',
    query: queryOf(contactList),
    reply: { 200: ContactMessagePage },
    handle: readInNamed(listContactMessages),
  }),
])

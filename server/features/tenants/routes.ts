import { queryOf } from '../../platform/list.ts'
import { namedCompanyQuery } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { Nullable, Shape } from '../../platform/schema.ts'
import { NewUser, User, UserWithPassword } from '../people/contract.ts'
import { approveUser } from './approve.ts'
import { changeCompany } from './change.ts'
import { Company, CompanyChanges, CompanyPage, CreatedCompany, NewCompany } from './contract.ts'
import { createCompany, createUser } from './create.ts'
import { companyList, getCompany, listCompanies } from './list.ts'
import { deleteCompany, resumeCompany, suspendCompany } from './suspend.ts'

const nothing = Nullable(Shape({}))

const companies = routesOf('Companies', [
  route({
    method: 'GET',
    path: '/api/companies/',
    permission: 'VIEW_COMPANIES',
    summary: 'All companies for platform admins, one’s own for everybody else',
    query: queryOf(companyList),
    reply: { 200: CompanyPage },
    handle: listCompanies,
  }),
  route({
    method: 'POST',
    path: '/api/companies/',
    platform: 'CREATE_COMPANY',
    summary: 'Make a company, with its owner if one is given',
    body: NewCompany,
    reply: { 201: CreatedCompany },
    handle: createCompany,
  }),
  route({
    method: 'GET',
    path: '/api/companies/:id/',
    permission: ['VIEW_COMPANIES', 'VIEW_SETTINGS', 'UPDATE_SETTINGS'],
    summary: 'One company',
    reply: { 200: Company },
    errors: ['not_found'],
    handle: getCompany,
  }),
  route({
    method: ['PUT', 'PATCH'],
    path: '/api/companies/:id/',
    permission: ['UPDATE_COMPANY', 'UPDATE_SETTINGS'],
    summary: 'Change a company and its settings; its name, slug and preset only with UPDATE_COMPANY',
    body: CompanyChanges,
    reply: { 200: Company },
    errors: ['not_found', 'permission_denied', 'escalation', 'own_roles', 'version_mismatch'],
    handle: changeCompany,
  }),
  route({
    method: 'DELETE',
    path: '/api/companies/:id/',
    platform: 'DELETE_COMPANY',
    aboutCompany: true,
    summary: 'Suspend a company and purge it after 30 days',
    reply: { 204: null },
    errors: ['not_found', 'platform_stays', 'version_mismatch'],
    handle: deleteCompany,
  }),
  route({
    method: 'POST',
    path: '/api/companies/:id/suspend/',
    platform: 'UPDATE_COMPANY',
    aboutCompany: true,
    summary: 'Keep everybody of a company out',
    body: nothing,
    reply: { 200: Company },
    errors: ['not_found', 'platform_stays', 'version_mismatch'],
    handle: suspendCompany,
  }),
  route({
    method: 'POST',
    path: '/api/companies/:id/resume/',
    platform: 'UPDATE_COMPANY',
    aboutCompany: true,
    summary: 'Let a company work again, or for the first time',
    body: nothing,
    reply: { 200: Company },
    errors: ['not_found', 'platform_stays', 'version_mismatch'],
    handle: resumeCompany,
  }),
])

const users = routesOf('Users', [
  route({
    method: 'POST',
    path: '/api/users/',
    permission: 'CREATE_USER',
    summary: 'Add a user; a platform admin’s `admin` gets a new company',
    query: namedCompanyQuery,
    body: NewUser,
    reply: { 201: UserWithPassword },
    errors: ['permission_denied', 'escalation'],
    handle: createUser,
  }),
  route({
    method: 'POST',
    path: '/api/users/:id/approve/',
    permission: 'CREATE_USER',
    summary: 'Let somebody in who asked to work here; a platform admin lets a waiting company in with its owner',
    body: nothing,
    reply: { 200: User },
    errors: ['not_found', 'escalation', 'not_pending', 'version_mismatch'],
    handle: approveUser,
  }),
])

export const companyRoutes = [...companies, ...users]

/** The console shows whatever the server describes, so its texts are held to the server's own names. German is held to English elsewhere. */
import { expect, test } from 'vitest'
import { routes } from '../../../../server/app.ts'
import { permissions } from '../../../../server/contracts.ts'
import { describeModel } from '../../../../server/features/admin/describe.ts'
import { models as declared } from '../../../../server/features/admin/models.ts'
import { actions } from '../../../../server/features/audit/contract.ts'
import { newsKinds } from '../../../../server/features/notifications/contract.ts'
import { jobsOf } from '../../../../server/jobs.ts'
import type { Deployment } from '../../../../server/platform/deployment.ts'
import units from '../catalog/en.json' with { type: 'json' }
import texts from './en.json' with { type: 'json' }

const models = declared.map(model => describeModel(model, routes))

function has(...paths: string[]): boolean {
  return paths.some(
    path => typeof path.split('.').reduce<unknown>((at, key) => (at as never)?.[key], texts) === 'string',
  )
}

const missing = (said: readonly (readonly [name: string, ...paths: string[]])[]) =>
  said.filter(([, ...paths]) => !has(...paths)).map(([name]) => name)

test('every model has a name for one and for many, and what is made of it has a button', () => {
  const wanted = models.flatMap(({ name, group, can }) => [
    [`group ${group}`, `group.${group}`] as const,
    [`${name}: many`, `model.${name}.many`] as const,
    [`${name}: one`, `model.${name}.one`] as const,
    ...(can.create ? [[`${name}: add`, `model.${name}.add`] as const] : []),
  ])
  expect(missing(wanted)).toEqual([])
})

test('every field, and every part of one, is called something', () => {
  const wanted = models.flatMap(({ name: model, fields, filters, actions: deeds }) => [
    ...[...fields, ...filters, ...deeds.flatMap(deed => deed.fields)].map(
      ({ name }) => [`${model}.${name}`, `fieldOf.${model}.${name}`, `field.${name}`] as const,
    ),
    ...fields.flatMap(({ name, parts }) =>
      (parts ?? []).map(part => [`${model}.${name}.${part.name}`, `part.${name}.${part.name}`] as const),
    ),
  ])
  expect(missing(wanted)).toEqual([])
})

test('every word that can be chosen is one that people use', () => {
  const fields = models.flatMap(model => [
    ...model.fields,
    ...model.fields.flatMap(({ parts }) => parts ?? []),
    ...model.filters,
  ])
  const wanted = fields.flatMap(({ name, choices }) =>
    (choices ?? [])
      .filter(choice => !(choice in units.unit) && name !== 'currency')
      .map(choice => [`${name}: ${choice}`, `choiceOf.${name}.${choice}`, `choice.${choice}`] as const),
  )
  expect(missing(wanted)).toEqual([])
})

test('every action says what it is called and that it was done', () => {
  const names = models
    .flatMap(model => model.actions.map(({ name }) => name))
    .filter(name => name !== 'assign_permissions')
  const wanted = [...names, 'admit'].flatMap(name =>
    ['button', 'done'].map(part => [`${name}: ${part}`, `deed.${name}.${part}`] as const),
  )
  expect(missing(wanted)).toEqual([])
})

test('whatever is recorded reads as a sentence', () => {
  const wanted = actions.map(action => [action, `did.${action}`, `did.it.${action.split('.')[1]}`] as const)
  expect(missing(wanted)).toEqual([])
})

test('what stands in plain texts, such as the kind of a notification, is a word too', () => {
  const groups = [...new Set(Object.values(permissions).map(({ group }) => group))]
  const kinds = newsKinds.map(kind => [kind, `choiceOf.kind.${kind}`] as const)
  expect(missing([...groups.map(group => [group, `choiceOf.group.${group}`] as const), ...kinds])).toEqual([])
})

test('what the server does by the clock has a name', () => {
  const jobs = jobsOf({} as Deployment)
  expect(missing(jobs.map(({ name }) => [name, `job.${name}`] as const))).toEqual([])
})

test('a word for what the server no longer has is a word too many', () => {
  const known = new Set(models.map(({ name }) => name))
  expect(Object.keys(texts.model).filter(name => !known.has(name))).toEqual([])
  const names = new Set(
    models.flatMap(({ fields, filters, actions: deeds }) =>
      [...fields, ...filters, ...deeds.flatMap(deed => deed.fields)].map(({ name }) => name),
    ),
  )
  const logged = ['session', 'from', 'transfer']
  expect(Object.keys(texts.field).filter(name => !names.has(name) && !logged.includes(name))).toEqual([])
})

import type { Command } from 'commander'
import { Email, Password, Username } from '../features/people/contract.ts'
import { createPermissions } from '../features/people/permissions.ts'
import { addPerson } from '../features/people/person.ts'
import type { Deployment } from '../platform/deployment.ts'
import { assertPassword } from '../platform/passwords/policy.ts'
import { hashPassword } from '../platform/passwords.ts'
import { Shape } from '../platform/schema.ts'
import { checked } from './checked.ts'
import { ask, askSecret } from './prompt.ts'
import { cliMeta, type Outcome, withDeployment } from './with.ts'

/** `createsuperuser`, `create-permissions`, `seed-demo`. */
export function peopleCommands(program: Command): void {
  program
    .command('createsuperuser')
    .description('make a platform admin; asks for what is not given')
    .option('--username <name>')
    .option('--email <address>')
    .option('--password <password>', 'better leave it out and be asked, or set SUPERUSER_PASSWORD')
    .action(async (given: Partial<Superuser>, command: Command) => {
      const superuser = checked(SuperuserGiven, await complete(given))
      await withDeployment(command, deployment => createSuperuser(deployment, superuser))
    })
  program
    .command('create-permissions')
    .description('write the global list of permissions into the database; idempotent')
    .action((_options: object, command: Command) =>
      withDeployment(command, async ({ door }) => {
        const written = await createPermissions(door)
        return { json: { written }, text: `Permissions are complete (${written} written now).` }
      }),
    )
  program
    .command('seed-demo')
    .description('make the demo world, whose passwords are public; idempotent')
    .action((_options: object, command: Command) => withDeployment(command, seed))
}

type Superuser = { username: string; email: string; password: string }

const SuperuserGiven = Shape({ username: Username, email: Email, password: Password })

async function complete({ username, email, password = process.env.SUPERUSER_PASSWORD }: Partial<Superuser>) {
  return {
    username: username ?? (await ask('Username: ')),
    email: email ?? (await ask('E-mail: ')),
    password: password ?? (await askSecret('Password: ')),
  }
}

async function createSuperuser({ config, entrances }: Deployment, superuser: Superuser): Promise<Outcome> {
  const { username, email, password } = superuser
  await assertPassword(config.passwordPolicy, { field: 'password', password, names: [username, email] })
  const passwordHash = await hashPassword(password)
  const { tenantId, write } = await entrances.platform()
  const id = await write(tx =>
    addPerson({ tx, tenantId, actor: null, meta: cliMeta }, { username, email, passwordHash, role: 'owner' }),
  )
  return { json: { id, username, email }, text: `${username} is a platform admin now.` }
}

async function seed(deployment: Deployment): Promise<Outcome> {
  const { production, loopbackOnly } = deployment.config
  if (production || !loopbackOnly)
    throw new Error('the demo passwords are public: the demo world is for a loopback HOST and never for production.')
  // The whole application, which no other command needs.
  const [{ buildApp }, { demoSignIns, seedDemo }] = await Promise.all([
    import('../app.ts'),
    import('../../world/seed.ts'),
  ])
  const app = await buildApp(deployment)
  await seedDemo(app, deployment).finally(() => app.close())
  return { json: { sign_ins: demoSignIns }, text: ['The demo world is there. Sign-ins:', ...demoSignIns].join('\n  ') }
}

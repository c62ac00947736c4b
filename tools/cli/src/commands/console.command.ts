import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { type ConsoleRole, type ConsoleUser, consoleUsersRepository, hashPassword } from '@renwatch/store';
import { type CommandContext } from '../command/command-context';
import { CommandError } from '../command/command.error';
import { EXIT } from '../command/exit-code';
import { formatTable } from '../command/format-table';
import { withDatabase } from '../connection/with-database';

const ROLES: readonly ConsoleRole[] = ['clinician', 'integrator', 'operator', 'safety', 'admin'];
const NAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/i;
/** 120 bits, written with letters and digits that can be read aloud. */
const PASSWORD_BYTES = 15;

export function addConsole(program: Command, context: CommandContext): void {
  const user = program
    .command('console')
    .description('Manage the console.')
    .command('user')
    .description('Manage the accounts of the console.');
  user
    .command('add')
    .description('Add an account and print its password, which is not shown again.')
    .argument('<name>', 'user name')
    .addOption(
      new Option('--role <role>', 'what the person may see').choices(ROLES).makeOptionMandatory(true),
    )
    .option('--replace', 'give an existing account this role and a new password, and unlock it')
    .action((name: string, options: { role: ConsoleRole; replace?: true }) =>
      addUser(name, options, context),
    );
  user
    .command('disable')
    .description('Keep an account from logging in, and end its sessions.')
    .argument('<name>', 'user name')
    .action((name: string) => disableUser(name, context));
  user
    .command('list')
    .description('List the accounts.')
    .action(() => listUsers(context));
}

async function addUser(
  name: string,
  { role, replace }: { role: ConsoleRole; replace?: true },
  context: CommandContext,
): Promise<void> {
  if (!NAME.test(name))
    throw new CommandError(
      `the name ${name} cannot be used; give letters, digits, dots, dashes or @, at most 64`,
      EXIT.usage,
    );
  const password = randomBytes(PASSWORD_BYTES)
    .toString('hex')
    .replace(/(.{6})(?=.)/g, '$1-');
  const user = { name, role, password: await hashPassword(password), by: context.user };
  const isAdded = await withDatabase(context, (db) =>
    db.transaction((tx) => consoleUsersRepository.put(tx, user, { replaces: replace === true })),
  );
  if (!isAdded)
    throw new CommandError(
      `there is an account ${name} already; give --replace for a new password and role`,
      EXIT.notDone,
    );
  context.terminal.complain(`${name.toLowerCase()} may log in as ${role} with this password:`);
  context.terminal.print(password);
}

async function disableUser(name: string, context: CommandContext): Promise<void> {
  const isKnown = await withDatabase(context, (db) =>
    db.transaction((tx) => consoleUsersRepository.disable(tx, { name, by: context.user })),
  );
  if (!isKnown) throw new CommandError(`there is no account ${name}; see console user list`, EXIT.notDone);
  context.terminal.complain(`${name.toLowerCase()} is logged out and cannot log in`);
}

async function listUsers(context: CommandContext): Promise<void> {
  const users = await withDatabase(context, (db) => consoleUsersRepository.all(db));
  if (users.length === 0) {
    context.terminal.complain('there is no account yet; add one with console user add');
    return;
  }
  const rows = users.map((user) => [user.name, user.role, stateOf(user), user.createdBy]);
  for (const line of formatTable([['name', 'role', 'state', 'added by'], ...rows]))
    context.terminal.print(line);
}

function stateOf({ disabledAt, lockedUntil }: ConsoleUser): string {
  if (disabledAt !== null) return 'disabled';
  return lockedUntil === null ? 'active' : `locked until ${lockedUntil.slice(0, 16).replace('T', ' ')} UTC`;
}

import { type Command } from 'commander';
import { type CommandContext } from '../command/command-context';
import { CommandError } from '../command/command.error';
import { EXIT } from '../command/exit-code';
import { kafka } from '../connection/kafka';

export function addKafkaRights(program: Command, { terminal }: CommandContext): void {
  program
    .command('kafka-rights')
    .description(
      'Print the commands that give each service its rights at the brokers. Without arguments, the logins are ' +
        'renwatch-gateway, renwatch-inference, renwatch-pager and renwatch-operator.',
    )
    .argument('[user=principal...]', 'only these users, such as gateway=User:CN=gateway.example')
    .action((given: string[]) => {
      for (const line of kafka().kafkaAclCommands(principalsOf(given))) terminal.print(line);
    });
}

/** @throws CommandError for an unknown user, or a principal that a shell would not read as it is */
function principalsOf(given: readonly string[]): Readonly<Record<string, string>> {
  const users = kafka().KAFKA_USERS;
  if (given.length === 0) return Object.fromEntries(users.map((user) => [user, `User:renwatch-${user}`]));
  const pairs = given.map((text): [string, string] => {
    const [user = '', ...principal] = text.split('=');
    return [user, principal.join('=')];
  });
  const faulty = pairs.findIndex(
    ([user, principal]) => !users.some((known) => known === user) || !/^\w+:[^']+$/.test(principal),
  );
  if (faulty === -1) return Object.fromEntries(pairs);
  throw new CommandError(
    `${given[faulty]}: give ${users.join(', ')}, then = and a principal, such as gateway=User:renwatch-gateway`,
    EXIT.usage,
  );
}

import { type Terminal } from '../../../command/terminal';
import { type FoundLetters } from './dead-letter-topics';

export function complainOfUnreadable({ unreadable }: FoundLetters, terminal: Terminal): void {
  if (unreadable > 0)
    terminal.complain(`renwatch: ${unreadable} records of the topics are not of this version: upgrade it`);
}

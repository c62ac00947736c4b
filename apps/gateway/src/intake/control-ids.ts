/** Makes MSH-10 of acknowledgements: unique over restarts and replicas, at most 20 characters as HL7 2.5 allows. */
export class ControlIds {
  private readonly prefix: string;
  private last = 0;

  constructor(options: { startedAt: Date; random?: () => number }) {
    const random = Math.floor((options.random ?? Math.random)() * 36 ** 4);
    this.prefix = `${options.startedAt.getTime().toString(36)}${random.toString(36).padStart(4, '0')}`;
  }

  next(): string {
    this.last += 1;
    return `${this.prefix}${this.last.toString(36)}`.toUpperCase();
  }
}

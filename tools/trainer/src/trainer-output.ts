/** Where the trainer speaks to. */
export interface TrainerOutput {
  /** A line of the answer. */
  print(line: string): void;
  /** The one line of what is wrong. */
  complain(line: string): void;
  /** How much is done, 0 to 1, and what is going on. */
  progress(share: number, detail: string): void;
}

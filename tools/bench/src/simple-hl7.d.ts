/** The part of simple-hl7 that the benchmarks use; the package has no types. */
declare module 'simple-hl7' {
  interface Segment {
    getComponent(field: number, component: number): string;
  }

  interface Message {
    readonly header: Segment;
    getSegments(name: string): Segment[];
  }

  export class Parser {
    constructor(options: { segmentSeperator: string });
    parse(text: string): Message;
  }

  interface TcpApp {
    use(handler: (request: unknown, response: { end(): void }) => void): void;
    start(port: number): void;
  }

  export function tcp(): TcpApp;
}

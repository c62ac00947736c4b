/** What kafkajs makes of a SyncGroup request; not among its own types. */
declare module 'kafkajs/src/protocol/requests/syncGroup' {
  interface Protocol {
    (version: { version: number }): (parameters: object) => { request: object; requestTimeout?: number };
  }
  const syncGroup: { protocol: Protocol };
  export default syncGroup;
}

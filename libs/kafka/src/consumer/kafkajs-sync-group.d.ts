/** kafkajs's SyncGroup request, which its own types leave out. */
declare module 'kafkajs/src/protocol/requests/syncGroup' {
  interface Protocol {
    (version: { version: number }): (parameters: object) => { request: object; requestTimeout?: number };
  }
  const syncGroup: { protocol: Protocol };
  export default syncGroup;
}

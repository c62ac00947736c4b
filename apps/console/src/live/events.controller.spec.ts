import { type ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { type Database } from '@renwatch/store';
import { type ConsoleRequest } from '../http/console-request';
import { ChangeWatch } from './change.watch';
import { EventsController } from './events.controller';

const CHECKED_MS = 31_000;

/** A response as far as an open page needs it. */
class PageResponse extends Writable {
  readonly writeHead = jest.fn();
  readonly flushHeaders = jest.fn();
  socket: object | null = {};
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

describe('EventsController', () => {
  let streams = 0;
  let sessions: object[];
  let controller: EventsController;

  beforeEach(() => {
    jest.useFakeTimers();
    streams = 0;
    sessions = [{ userName: 'ada' }];
    const watch = new ChangeWatch({
      reader: { changes: () => Promise.resolve([]) },
      events: { watching: (count) => (streams = count), changesUnknown: () => undefined },
      ...{ everyMs: 1_000, maxListeners: 5, maxListenersOfAccount: 2 },
    });
    controller = new EventsController(watch, {
      query: () => Promise.resolve(sessions),
    } as unknown as Database);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function follow(response = new PageResponse(), userName = 'ada') {
    const person = { userName, role: 'clinician', startedAtMs: 0, token: 't' };
    controller.follow({ person } as ConsoleRequest, response as unknown as ServerResponse);
    return response;
  }

  it('writes nothing to a page whose session is over', async () => {
    const ended = follow();
    const other = follow();
    sessions = [];
    await jest.advanceTimersByTimeAsync(CHECKED_MS);
    const { text } = ended;
    expect([ended.writableEnded, other.writableEnded, streams]).toEqual([true, true, 0]);
    await jest.advanceTimersByTimeAsync(CHECKED_MS);
    expect([text.includes('event: alive'), ended.text]).toEqual([true, text]);
  });

  it('survives an error of a connection', () => {
    const response = follow();
    response.destroy(new Error('reset'));
    jest.runOnlyPendingTimers();
    expect(response.listenerCount('error')).toBe(1);
  });

  it('listens to nobody who left before', async () => {
    const response = new PageResponse();
    response.destroy();
    await jest.advanceTimersByTimeAsync(1);
    follow(response);
    expect(streams).toBe(0);
  });

  it('refuses a page behind another answer of its connection', () => {
    const response = Object.assign(new PageResponse(), { socket: null });
    expect(() => follow(response)).toThrow('connection of their own');
    expect(streams).toBe(0);
  });

  it('cuts off a page that reads nothing', async () => {
    const response = new PageResponse();
    response._write = () => undefined;
    follow(response).write('x'.repeat(1_000_001));
    await jest.advanceTimersByTimeAsync(2_000);
    expect([response.destroyed, streams]).toEqual([true, 0]);
  });

  it('opens so many pages of an account, and those of others', () => {
    follow();
    follow();
    expect(() => follow()).toThrow('Too many');
    follow(new PageResponse(), 'bob');
    expect(streams).toBe(3);
  });
});

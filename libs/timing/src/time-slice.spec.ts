import { TimeSlice } from './time-slice';

describe('TimeSlice', () => {
  let nowMs = 0;
  beforeEach(() => {
    nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());

  it('is over after 20 ms, and begins again', async () => {
    const slice = new TimeSlice();
    nowMs = 19;
    expect(slice.isOver).toBe(false);
    nowMs = 20;
    expect(slice.isOver).toBe(true);
    await slice.next();
    expect(slice.isOver).toBe(false);
    nowMs = 40;
    expect(slice.isOver).toBe(true);
  });

  it('lets waiting work run before the next slice', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    await new TimeSlice().next();
    order.push('own');
    expect(order).toEqual(['other', 'own']);
  });
});

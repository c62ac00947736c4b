import { parseFieldPath, parseMessagePath } from './field-path';

describe('a field path', () => {
  it.each([
    ['3', 3, 1, undefined, undefined],
    ['3.1', 3, 1, 1, undefined],
    ['12[10].11.13', 12, 10, 11, 13],
  ])('%s is parsed', (path, field, repetition, component, subcomponent) => {
    expect(parseFieldPath(path)).toEqual({ field, repetition, component, subcomponent });
  });

  it.each(['', 'x3', '3x', '3.', '3[x]', '3[1', '3.1.1.1'])('%j is refused', (path) => {
    expect(() => parseFieldPath(path)).toThrow(new TypeError(`not a path of a field: ${path}`));
  });

  it.each(['0', '3[0]', '3.0', '3.1.0'])('%s is refused, because numbers count from 1', (path) => {
    expect(() => parseFieldPath(path)).toThrow(new TypeError(`paths count from 1: ${path}`));
  });
});

describe('a message path', () => {
  it('is a segment, its occurrence and a field path', () => {
    const field = { field: 5, repetition: 1, component: 2, subcomponent: undefined };
    expect(parseMessagePath('OBX[12]-5.2')).toEqual({ segment: 'OBX', occurrence: 12, ...field });
    expect(parseMessagePath('OBX-5.2')).toEqual({ segment: 'OBX', occurrence: 1, ...field });
  });

  it.each(['PID', 'PID-', 'xPID-3', 'pid-3', 'PID-3\n1', '-3'])('%j is refused', (path) => {
    expect(() => parseMessagePath(path)).toThrow(new TypeError(`not a path of a message: ${path}`));
  });

  it('is refused if its occurrence is 0', () => {
    expect(() => parseMessagePath('OBX[0]-5')).toThrow(new TypeError('paths count from 1: OBX[0]-5'));
  });
});

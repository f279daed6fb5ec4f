import { StrayLines } from '../../../src/wire/parsing/stray-lines.js';

const error = { error: { type: 'server_error', message: 'no' } };

/** What comes of each line, and at the end. */
function bodies(lines: readonly string[]): unknown[] {
  const stray = new StrayLines();
  return [...lines.map((line) => stray.add(line)), stray.closeBody()].map((body) => body?.payload);
}

describe('stray lines', () => {
  it('hold a body on one line, found at once', () => {
    expect(bodies([JSON.stringify(error)])).toEqual([error, undefined]);
  });

  it('hold a body on several lines, found with its closing bracket', () => {
    const lines = JSON.stringify([error], null, 2).split('\n');
    expect(bodies(lines)).toEqual([...lines.slice(1).map(() => undefined), [error], undefined]);
  });

  it('hold a body whose closing bracket is no line of its own', () => {
    expect(bodies(['{"error":', '  {"message": "no"}}'])).toEqual([undefined, { error: { message: 'no' } }, undefined]);
  });

  it('hold a body on lines without indents, and no part of it counts by itself', () => {
    const answer = { choices: [{ index: 0, tools: [{}, { a: [] }] }], usage: {} };
    const lines = JSON.stringify(answer, null, 1).replace(/^ +/gm, '').replaceAll('{}', '{\n}').split('\n');
    expect(bodies(lines)).toEqual([...lines.slice(1).map(() => undefined), answer, undefined]);
  });

  it.each([
    ['on one line', JSON.stringify(error)],
    ['on several lines', JSON.stringify(error, null, 2)],
  ])('hold a body %s behind one that never ends', (_, text) => {
    const lines = ['{"half', 'of "a"', ...text.split('\n')];
    expect(bodies(lines).filter((payload) => payload !== undefined)).toEqual([error]);
  });

  it('name the error in a body, and of a body without one only the payload', () => {
    const stray = new StrayLines();
    expect(stray.add(JSON.stringify(error))?.found).toMatchObject({ type: 'server_error' });
    expect(stray.add('{"id": 1}')).toEqual({ payload: { id: 1 }, found: undefined });
  });

  it('take text in brackets for no body', () => {
    const stray = new StrayLines();
    expect(stray.add('[warn] upstream is slow')).toBeUndefined();
    expect(stray.isBroken).toBe(false);
  });

  it('say that a body has begun and never became whole', () => {
    const stray = new StrayLines();
    stray.add('{"error":');
    expect(stray.isBroken).toBe(true);
    expect(stray.closeBody()).toBeUndefined();
    expect(stray.isBroken).toBe(true);
  });

  it('keep 64 Ki characters, and count all', () => {
    const stray = new StrayLines();
    for (let line = 0; line < 100; line += 1) stray.add('x'.repeat(1_000));
    expect(stray.text.replaceAll('\n', '')).toHaveLength(65_536);
    expect(stray.chars).toBe(100_000);
  });
});

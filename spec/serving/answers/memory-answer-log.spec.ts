import { jest } from '@jest/globals';
import { type AnswerEntry, type AnswerLog, type AnswerWriter, memoryAnswerLog, type StopReason } from 'framewise/serving';

async function begin(log: AnswerLog, id: string): Promise<AnswerWriter> {
  const writer = await log.begin(id);
  if (writer === undefined) throw new Error(`There is an answer ${id} already.`);
  return writer;
}

/** What a reader has seen, entry by entry; `completed` is its completion. */
function reader(log: AnswerLog, id: string, after = 0): (AnswerEntry | 'completed')[] {
  const seen: (AnswerEntry | 'completed')[] = [];
  log.read(id, after).subscribe({ next: (entry) => seen.push(entry), error: fail, complete: () => seen.push('completed') });
  return seen;
}

const fail = (error: unknown): never => { throw error; };
const event = (data: string): { data: string } => ({ data });

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

describe('memoryAnswerLog', () => {
  it('gives what was kept, then what comes, then the end', async () => {
    const log = memoryAnswerLog();
    const writer = await begin(log, 'a');
    writer.append(event('1'));
    const early = reader(log, 'a');
    const moved = reader(log, 'a', 1);
    writer.append(event('2'));
    await writer.end({});
    const both = [{ id: 2, event: event('2') }, { end: {} }, 'completed'];
    expect(early).toEqual([{ id: 1, event: event('1') }, ...both]);
    expect(moved).toEqual(both);
    expect(reader(log, 'a', 2)).toEqual([{ end: {} }, 'completed']);
    expect(reader(log, 'a', 99)).toEqual([{ end: {} }, 'completed']);
  });

  it('takes an id once, and knows no other', async () => {
    const log = memoryAnswerLog();
    await begin(log, 'a');
    expect(await log.begin('a')).toBeUndefined();
    expect(reader(log, 'b')).toEqual(['completed']);
  });

  it('forgets an answer some time after its end, and one that is being written never', async () => {
    const log = memoryAnswerLog({ keepMs: 100 });
    const [first, second] = [await begin(log, 'a'), await begin(log, 'b')];
    await first.end({});
    jest.advanceTimersByTime(60);
    await second.end({});
    await begin(log, 'c');
    jest.advanceTimersByTime(50);
    expect([reader(log, 'a'), reader(log, 'b')]).toEqual([['completed'], [{ end: {} }, 'completed']]);
    jest.advanceTimersByTime(50);
    expect([reader(log, 'b'), reader(log, 'c')]).toEqual([['completed'], []]);
    jest.advanceTimersByTime(1_000);
    expect(await log.begin('c')).toBeUndefined();
    expect(await log.begin('a')).toBeDefined();
  });

  it('keeps no more than its bound: what has ended goes first, and then the one stops that wants more', async () => {
    const log = memoryAnswerLog({ maxChars: 100 });
    const ended = await begin(log, 'a');
    ended.append(event('x'.repeat(60)));
    await ended.end({});
    const running = await begin(log, 'b');
    const stops: StopReason[] = [];
    running.stops$.subscribe({ next: (reason) => stops.push(reason), error: fail });
    running.append(event('y'.repeat(60)));
    expect(reader(log, 'a')).toEqual(['completed']);
    expect(stops).toEqual([]);
    running.append(event('y'.repeat(60)));
    expect(stops).toEqual(['full']);
    expect(reader(log, 'b')).toHaveLength(1);
    await expect(log.begin('z'.repeat(60))).rejects.toThrow('full');
    await running.end({});
    expect(await log.begin('z'.repeat(60))).toBeDefined();
  });

  it('tells the writer of a cancel, as long as the answer is written', async () => {
    const log = memoryAnswerLog();
    const writer = await begin(log, 'a');
    expect(await log.cancel('a')).toBe(true);
    const stops: StopReason[] = [];
    writer.stops$.subscribe({ next: (reason) => stops.push(reason), error: fail });
    expect(stops).toEqual(['cancelled']);
    await writer.end({});
    writer.append(event('late'));
    expect(reader(log, 'a')).toEqual([{ end: {} }, 'completed']);
    expect(await log.cancel('a')).toBe(false);
    expect(await log.cancel('b')).toBe(false);
  });

  it.each([{ keepMs: 0 }, { maxChars: Number.NaN }])('refuses %j', (options) => {
    expect(() => memoryAnswerLog(options)).toThrow(RangeError);
  });
});

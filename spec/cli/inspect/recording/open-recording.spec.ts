import { openRecording } from '../../../../src/cli/inspect/recording/open-recording.js';
import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';

const lines = splitLines({ bytes: Buffer.from('data: 1\r\n\r\nend'), arrivals: [] });
const recorded = { lines, head: undefined, body: 'event-stream', wasCut: false } as const;
const open = (more: object = {}, onLine?: (line: { number: number } | undefined) => void) => openRecording({ ...recorded, ...more }, onLine)(new AbortController().signal);

describe('openRecording', () => {
  it('feeds line by line, and says so just before', async () => {
    const seen: (number | undefined)[] = [];
    const response = await open({}, (line) => seen.push(line?.number));
    await expect(response.text?.()).resolves.toBe('data: 1\n\nend');
    expect(seen).toEqual([1, 2, 3, undefined]);
  });

  it('says what the body is where the head is not known', async () => {
    const typeOf = async (body: string) => (await open({ body })).headers.get('content-type');
    expect([await typeOf('html'), await typeOf('event-stream')]).toEqual(['text/html', null]);
  });

  it('has the status and the headers of the recording', async () => {
    const response = await open({ head: { status: 429, headers: new Headers({ 'retry-after': '2' }) } });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await open({ head: { status: 204, headers: new Headers() } })).status).toBe(204);
  });

  it('breaks off where the recording was stopped', async () => {
    const response = await open({ wasCut: true });
    await expect(response.text?.()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

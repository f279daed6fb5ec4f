import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadScript, looped } from '../../../src/cli/serve/script.js';
import type { MockGateway, ScriptEntry, SeenRequest } from '../../../src/testing/index.js';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'framewise-script-')); });
afterAll(async () => { await rm(folder, { recursive: true }); });

async function load(name: string, text: string) {
  const path = join(folder, name);
  await writeFile(path, text);
  return loadScript(path);
}

describe('loadScript', () => {
  it('reads a list of replies', async () => {
    await expect(load('a.json', '[{"text":"Hi"}]')).resolves.toEqual([{ text: 'Hi' }]);
  });

  it.each([
    ['{"text":"Hi"}', 'must hold a list of replies.'],
    ['[{"text":', 'is not JSON: '],
  ])('says what is wrong with %j', async (text, complaint) => {
    await expect(load('b.json', text)).rejects.toThrow(complaint);
  });

  it('says that there is no such file', async () => {
    await expect(loadScript(join(folder, 'none.mjs'))).rejects.toThrow('cannot be read: there is no such file.');
  });
});

describe('looped', () => {
  it('appends the whole script again once its last entry is used', async () => {
    const appended: ScriptEntry[][] = [];
    const gateway = { reply: (...entries: ScriptEntry[]) => appended.push(entries) } as unknown as MockGateway;
    const [first, last] = looped([{ text: 'a' }, { text: 'b' }], () => gateway);
    expect(first).toEqual({ text: 'a' });
    await expect(Promise.resolve((last as (request: SeenRequest) => object)({} as SeenRequest))).resolves.toEqual({ text: 'b' });
    expect(appended).toEqual([[first, last]]);
  });

  it('has nothing to loop in an empty script', () => {
    expect(looped([], () => { throw new Error('not asked'); })).toEqual([]);
  });
});

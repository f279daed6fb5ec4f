import { mockGateway } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { wordProtocol } from '../word-protocol.js';

const protocols = [wordProtocol];

describe('a script', () => {
  it('plays its script in order, one entry per request', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }, { text: 'two' }] });
    expect(await (await post(gateway)).text()).toBe('data: {"w":"one"}\n\ndata: {"end":true}\n\n');
    expect(await (await post(gateway)).text()).toBe('data: {"w":"two"}\n\ndata: {"end":true}\n\n');
  });

  it('answers 501 with a reason when the script is used up', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    await (await post(gateway)).text();
    const response = await post(gateway);
    expect(response.status).toBe(501);
    expect(await response.json()).toEqual({
      wordError: { type: 'mock_gateway_error', message: "the mock gateway's script has no reply for request 2" },
    });
  });

  it('takes an empty script at its word', async () => {
    await using gateway = await mockGateway({ protocols, script: [] });
    expect((await post(gateway)).status).toBe(501);
  });

  it('greets every request when it has no script', async () => {
    await using gateway = await mockGateway({ protocols });
    for (const response of [await post(gateway), await post(gateway)]) {
      expect(response.headers.get('content-type')).toBe('text/event-stream');
      expect(await response.text()).toContain('data: {"w":"Hello"}\n\n');
    }
  });

  it('takes further replies while it runs', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    gateway.reply({ text: 'two' }, { text: 'three' });
    const texts = [await post(gateway), await post(gateway), await post(gateway)].map((response) => response.text());
    expect((await Promise.all(texts)).map((text) => /"w":"(\w+)"/.exec(text)?.[1])).toEqual(['one', 'two', 'three']);
  });

  it('stops greeting once it has a reply', async () => {
    await using gateway = await mockGateway({ protocols });
    gateway.reply({ status: 204 });
    expect([(await post(gateway)).status, (await post(gateway)).status]).toEqual([204, 501]);
  });

  it('makes a reply from the request', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [
        ({ body }) => ({ text: [`You said ${(body as { say: string }).say}`] }),
        (request) => Promise.resolve({ json: { path: request.path, key: request.headers['x-api-key'] } }),
      ],
    });
    expect(await (await post(gateway, { say: 'hi' })).text()).toContain('{"w":"You said hi"}');
    expect(await (await post(gateway, {}, { headers: { 'X-Api-Key': 'k' } })).json()).toEqual({ path: '/words', key: 'k' });
  });

  it('answers 501 with the message when a reply function throws or returns nonsense', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [
        () => {
          throw new Error('no idea');
        },
        () => ({ txt: 'Hello' }) as object,
        () => ({ text: 'Hello', fault: { kind: 'reset', atByte: 1000 } }),
        () => ({ text: 'Hello', fault: { kind: 'reset', afterText: 'Hullo' } }),
        () => ({ text: 'Hello', fault: { kind: 'end', atEvent: -3 } }),
      ],
    });
    const complaint = async (): Promise<unknown> => {
      const response = await post(gateway);
      return [response.status, ((await response.json()) as { wordError: { message: string } }).wordError.message];
    };
    expect(await complaint()).toEqual([501, 'no idea']);
    expect(await complaint()).toEqual([501, expect.stringMatching(/^script\[1\]\(\): knows no field "txt"/)]);
    expect(await complaint()).toEqual([501, 'fault.atByte: 1000 lies outside of the body, which has 41 bytes']);
    expect(await complaint()).toEqual([501, 'fault.afterText: the text of the answer does not begin with "Hullo"']);
    expect(await complaint()).toEqual([501, 'fault.atEvent: -3 lies outside of the body, which has 2 events']);
  });

  it('rejects a bad entry by its place in the script, and appends none of its neighbours', async () => {
    await expect(mockGateway({ script: [{ text: 'one' }, { status: 99 }] })).rejects.toThrow(
      new TypeError('script[1]: status must be a whole number from 200 to 599'),
    );
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    expect(() => {
      gateway.reply({ text: 'two' }, { body: 'x', text: 'three' });
    }).toThrow(new TypeError('script[2]: text and body exclude each other'));
    await (await post(gateway)).text();
    expect((await post(gateway)).status).toBe(501);
  });
});

import Anthropic from '@anthropic-ai/sdk';
import { chatCompletions, messages, reliably, streamFrames, text } from 'framewise';
import OpenAI from 'openai';

/** Reads an answer from a server, and hands over the words as they come. */
export type Read = (baseUrl: string, say: (words: string) => void) => Promise<void>;

const question = [{ role: 'user' as const, content: 'Say hello.' }];

/** As one writes it by hand, and as many a tutorial has it. */
export const byHand: Read = async (baseUrl, say) => {
  const response = await fetch(`${baseUrl}/v1/chat/completions`, { method: 'POST', body: JSON.stringify({ model: 'm', messages: question, stream: true }) });
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data: ') || line === 'data: [DONE]') continue;
      const { choices } = JSON.parse(line.slice(6)) as { choices?: { delta?: { content?: string } }[] };
      say(choices?.[0]?.delta?.content ?? '');
    }
  }
};

export const byOpenai: Read = async (baseUrl, say) => {
  const client = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: 'test' });
  for await (const chunk of await client.chat.completions.create({ model: 'm', messages: question, stream: true })) say(chunk.choices[0]?.delta.content ?? '');
};

export const byAnthropic: Read = async (baseUrl, say) => {
  const client = new Anthropic({ baseURL: baseUrl, apiKey: 'test' });
  for await (const event of await client.messages.create({ model: 'm', max_tokens: 100, messages: question, stream: true })) {
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') say(event.delta.text);
  }
};

export const byFramewise: Read = (baseUrl, say) =>
  streamFrames(chatCompletions, { baseUrl: `${baseUrl}/v1`, apiKey: 'test', body: { model: 'm', messages: question } })
    .pipe(reliably({ logger: false }), text())
    .forEach(say);

export const byFramewiseMessages: Read = (baseUrl, say) =>
  streamFrames(messages, { baseUrl, apiKey: 'test', body: { model: 'm', max_tokens: 100, messages: question } }).pipe(reliably({ logger: false }), text()).forEach(say);

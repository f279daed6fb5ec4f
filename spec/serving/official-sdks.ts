import Anthropic from '@anthropic-ai/sdk';
import { chatCompletions, messages, type Protocol, responses } from 'framewise';
import OpenAI from 'openai';

/** What an official SDK makes of an answer, in one spelling. */
export interface Heard {
  readonly text: string;
  readonly refusal?: string | undefined;
  readonly calls: readonly { name: string; arguments: unknown }[];
  readonly end: string | null | undefined;
  readonly usage: readonly [input: number | undefined, output: number | undefined];
}

/** A way to ask a server with an official SDK. */
type Ask = (baseURL: string) => Promise<Heard>;

const openAi = (baseURL: string): OpenAI => new OpenAI({ baseURL, apiKey: 'caller', maxRetries: 0 });
const anthropic = (baseURL: string): Anthropic => new Anthropic({ baseURL, apiKey: 'caller', maxRetries: 0 });
const parsed = ({ name, arguments: json }: { name: string; arguments: string }) => ({ name, arguments: JSON.parse(json) as unknown });

const chatByHelper: Ask = async (baseURL) => {
  const stream = openAi(baseURL).chat.completions.stream({ model: 'ours', messages: [], stream_options: { include_usage: true } });
  const { choices: [choice], usage } = await stream.finalChatCompletion();
  return {
    text: choice?.message.content ?? '',
    refusal: choice?.message.refusal ?? undefined,
    calls: (choice?.message.tool_calls ?? []).flatMap((call) => ('function' in call ? [parsed(call.function)] : [])),
    end: choice?.finish_reason,
    usage: [usage?.prompt_tokens, usage?.completion_tokens],
  };
};

const chatByHand: Ask = async (baseURL) => {
  let text = '';
  let refusal: string | undefined;
  let end: string | undefined;
  let usage: OpenAI.CompletionUsage | null | undefined;
  const calls: { name: string; arguments: string }[] = [];
  for await (const chunk of await openAi(baseURL).chat.completions.create({ model: 'ours', messages: [], stream: true, stream_options: { include_usage: true } })) {
    usage = chunk.usage ?? usage;
    for (const { delta, finish_reason } of chunk.choices) {
      text += delta.content ?? '';
      if (typeof delta.refusal === 'string') refusal = (refusal ?? '') + delta.refusal;
      for (const { index, function: part } of delta.tool_calls ?? []) {
        const call = (calls[index] ??= { name: '', arguments: '' });
        call.name += part?.name ?? '';
        call.arguments += part?.arguments ?? '';
      }
      end = finish_reason ?? end;
    }
  }
  return { text, refusal, calls: calls.map(parsed), end, usage: [usage?.prompt_tokens, usage?.completion_tokens] };
};

function heardOfResponse(response: OpenAI.Responses.Response): Heard {
  const parts = response.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const calls = response.output.flatMap((item) => (item.type === 'function_call' ? [parsed(item)] : []));
  return {
    text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    refusal: parts.find((part) => part.type === 'refusal')?.refusal,
    calls,
    end: response.incomplete_details?.reason ?? (calls.length > 0 ? 'calls' : response.status),
    usage: [response.usage?.input_tokens, response.usage?.output_tokens],
  };
}

const responsesByHelper: Ask = async (baseURL) => heardOfResponse(await openAi(baseURL).responses.stream({ model: 'ours', input: 'Hi' }).finalResponse());

const responsesByHand: Ask = async (baseURL) => {
  let text = '';
  let refusal: string | undefined;
  let last: OpenAI.Responses.Response | undefined;
  const calls: { name: string; arguments: string }[] = [];
  for await (const event of await openAi(baseURL).responses.create({ model: 'ours', input: 'Hi', stream: true })) {
    if (event.type === 'response.output_text.delta') text += event.delta;
    else if (event.type === 'response.refusal.delta') refusal = (refusal ?? '') + event.delta;
    else if (event.type === 'response.output_item.done' && event.item.type === 'function_call') calls.push(event.item);
    else if (event.type === 'response.completed' || event.type === 'response.incomplete') last = event.response;
    // The SDK does not throw at one: it is an event like the others.
    else if (event.type === 'error') throw new Error(event.message);
  }
  if (last === undefined) throw new Error('no end');
  return { ...heardOfResponse(last), text, refusal, calls: calls.map(parsed) };
};

const messagesByHelper: Ask = async (baseURL) => {
  const message = await anthropic(baseURL).messages.stream({ model: 'ours', max_tokens: 9, messages: [] }).finalMessage();
  return {
    text: message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    calls: message.content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, arguments: block.input }] : [])),
    end: message.stop_reason,
    usage: [message.usage.input_tokens, message.usage.output_tokens],
  };
};

const messagesByHand: Ask = async (baseURL) => {
  let text = '';
  let end: string | null = null;
  let input: number | undefined;
  let output: number | undefined;
  const calls = new Map<number, { name: string; arguments: string }>();
  for await (const event of await anthropic(baseURL).messages.create({ model: 'ours', max_tokens: 9, messages: [], stream: true })) {
    if (event.type === 'message_start') input = event.message.usage.input_tokens;
    else if (event.type === 'content_block_start' && event.content_block.type === 'tool_use') calls.set(event.index, { name: event.content_block.name, arguments: '' });
    else if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text;
    else if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta') {
      const call = calls.get(event.index);
      if (call !== undefined) call.arguments += event.delta.partial_json;
    } else if (event.type === 'message_delta') {
      end = event.delta.stop_reason ?? end;
      input = event.usage.input_tokens ?? input;
      output = event.usage.output_tokens;
    }
  }
  // A call without arguments has no delta, and its input is that of the start: {}.
  return { text, calls: [...calls.values()].map(({ name, arguments: json }) => parsed({ name, arguments: json || '{}' })), end, usage: [input, output] };
};

/** Each protocol that an official SDK speaks, the ways to ask with it, and how it tells the endings. */
export const targets = [
  { to: chatCompletions, byHelper: chatByHelper, byHand: chatByHand, ends: { stop: 'stop', length: 'length', calls: 'tool_calls', refusal: 'content_filter', filtered: 'content_filter', paused: 'length' } },
  { to: responses, byHelper: responsesByHelper, byHand: responsesByHand, ends: { stop: 'completed', length: 'max_output_tokens', calls: 'calls', refusal: 'content_filter', filtered: 'content_filter', paused: 'max_output_tokens' } },
  { to: messages, byHelper: messagesByHelper, byHand: messagesByHand, ends: { stop: 'end_turn', length: 'max_tokens', calls: 'tool_use', refusal: 'refusal', filtered: 'refusal', paused: 'pause_turn' } },
] as const;

export const sources: readonly Protocol[] = [chatCompletions, responses, messages];

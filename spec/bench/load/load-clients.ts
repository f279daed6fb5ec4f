import type { Contender } from '../contender.js';
import { framewiseReliably, framewiseText } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { loadPeers } from '../contenders/load-peers.js';

/** The clients that are put under load, and the wire format of each. */
export async function loadClients(): Promise<ReadonlyMap<string, { readonly contender: Contender; readonly protocol: 'chat-completions' | 'messages' }>> {
  const { openai, anthropic } = await loadPeers();
  return new Map([
    ['fetch, by hand', { contender: limit, protocol: 'chat-completions' }],
    ['framewise', { contender: framewiseText, protocol: 'chat-completions' }],
    ['framewise, messages', { contender: framewiseText, protocol: 'messages' }],
    ['framewise, reliably() and collect()', { contender: framewiseReliably, protocol: 'chat-completions' }],
    ['openai', { contender: openai, protocol: 'chat-completions' }],
    ['@anthropic-ai/sdk', { contender: anthropic, protocol: 'messages' }],
  ]);
}

import { model } from './settings.js';

/** What is understood of a request of Chat Completions. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly max_completion_tokens?: number;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
}

/** The same question for Messages. Its model is ours, whatever the caller calls it; tools and images would be translated here too. */
export function toMessagesBody({ messages, max_completion_tokens = 1024 }: ChatRequest): object {
  const isSystem = ({ role }: { readonly role: string }): boolean => role === 'system' || role === 'developer';
  return {
    model,
    max_tokens: max_completion_tokens,
    system: messages.filter(isSystem).map(({ content }) => content).join('\n\n'),
    messages: messages.filter((turn) => !isSystem(turn)),
  };
}

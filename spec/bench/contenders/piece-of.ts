import type { ProtocolName } from '../answer.js';

interface Payload {
  readonly type?: string;
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null; readonly tool_calls?: readonly { readonly function?: { readonly arguments?: string } }[] } | null }[];
  readonly delta?: string | { readonly text?: string; readonly partial_json?: string };
}

/** What a payload that is known to be good adds to the answer. */
export function pieceOf(protocol: ProtocolName, parsed: unknown): string {
  const payload = parsed as Payload;
  if (protocol === 'chat-completions') {
    const delta = payload.choices?.[0]?.delta;
    return delta?.content ?? delta?.tool_calls?.[0]?.function?.arguments ?? '';
  }
  if (protocol === 'responses') {
    const isPiece = payload.type === 'response.output_text.delta' || payload.type === 'response.function_call_arguments.delta';
    return isPiece ? (payload.delta as string) : '';
  }
  if (payload.type !== 'content_block_delta' || typeof payload.delta !== 'object') return '';
  return payload.delta.text ?? payload.delta.partial_json ?? '';
}

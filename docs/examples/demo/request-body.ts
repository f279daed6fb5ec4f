import { messages, type Protocol, responses } from 'framewise';

/** The smallest request that asks this, in the protocol's own form; `streamFrames` adds `stream: true`. */
export function requestBody(protocol: Protocol, model: string, prompt: string): object {
  const turns = [{ role: 'user', content: prompt }];
  switch (protocol.name) {
    case responses.name:
      return { model, input: prompt };
    case messages.name:
      return { model, messages: turns, max_tokens: 1_024 };
    default:
      return { model, messages: turns };
  }
}

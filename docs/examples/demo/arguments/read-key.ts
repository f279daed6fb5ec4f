import { messages, type Protocol } from 'framewise';

import { UsageError } from './usage-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageError if the environment has no key for this protocol. */
export function readKey(protocol: Protocol, environment: Environment): string {
  const vendorVariable = protocol.name === messages.name ? 'ANTHROPIC_API_KEY' : 'OPENAI_API_KEY';
  // One that is set to nothing is not set.
  const key = environment['FRAMEWISE_API_KEY'] || environment[vendorVariable];
  if (!key) throw new UsageError(`--base-url needs a key in the environment: FRAMEWISE_API_KEY, or ${vendorVariable} for ${protocol.name}.`);
  return key;
}

import { createRequire } from 'node:module';
import type OpenAI from 'openai';

/** openai 7 is installed below this folder, under a name of its own: Responses are compared with the version that runs on Node 20. */
const NAME = 'openai-7';

/**
 * The SDK in its newest major version.
 *
 * @returns `undefined`, and says so, where this Node is too old for it or where it has not been installed.
 * @throws Error in CI where the Node is new enough: there nothing is skipped.
 */
export async function loadOpenAI(): Promise<typeof OpenAI | undefined> {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 22) {
    process.stderr.write(`accumulate(chatCompletions) is not compared with openai 7: it needs Node 22, and this is ${process.version}.\n`);
    return undefined;
  }
  try {
    createRequire(import.meta.url).resolve(NAME);
  } catch (cause) {
    const message = 'accumulate(chatCompletions) is not compared with openai 7: `npm ci --prefix spec/differential` installs it.';
    if (process.env['CI']) throw new Error(message, { cause });
    process.stderr.write(`${message}\n`);
    return undefined;
  }
  return ((await import(NAME)) as { default: typeof OpenAI }).default;
}

import type { Protocol } from 'framewise';

import type { Command } from './command.js';
import { protocolNamed } from './protocol-named.js';
import { type Environment, readKey } from './read-key.js';
import { type Options, readOptions } from './read-options.js';
import { UsageError } from './usage-error.js';

const DEFAULT_PROMPT = 'Count from one to five, in words.';

/** @throws UsageError for arguments that say nothing the demo can do. */
export function readCommand(args: string[], environment: Environment, { stdinIsTerminal }: { stdinIsTerminal: boolean }): Command {
  const options = readOptions(args);
  if (options.help) return { mode: 'help' };
  if (Object.keys(options).length === 0) return { mode: 'story' };

  const { file, model, prompt } = options;
  const baseUrl = options['base-url'];
  const protocol = options.protocol === undefined ? undefined : protocolNamed(options.protocol);

  if (baseUrl !== undefined) {
    if (file !== undefined) throw new UsageError('--file and --base-url exclude each other: a recording or a live gateway.');
    return readLive(baseUrl, options, protocol ?? protocolNamed('chat-completions'), environment);
  }
  if (model !== undefined || prompt !== undefined) throw new UsageError('--model and --prompt need --base-url, the gateway to ask.');
  if (protocol === undefined) throw new UsageError('--file needs --protocol: chat-completions, responses or messages.');
  if (file === undefined && stdinIsTerminal) throw new UsageError('--protocol needs --file or --base-url, or a recording on standard input.');
  return { mode: 'recording', file: file ?? '-', protocol };
}

function readLive(baseUrl: string, { model, prompt = DEFAULT_PROMPT }: Options, protocol: Protocol, environment: Environment): Command {
  if (model === undefined) throw new UsageError('--base-url needs --model, the model to ask.');
  if (!URL.canParse(baseUrl) || !/^https?:/i.test(baseUrl)) throw new UsageError('--base-url must be an http or https URL.');
  return { mode: 'live', baseUrl, model, prompt, protocol, apiKey: readKey(protocol, environment) };
}

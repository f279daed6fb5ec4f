import { messages, type Protocol } from 'framewise';

import { protocols } from '../../../src/cli/protocols.js';
import { readArgs } from '../../../src/cli/terminal/read-args.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import { UsageError } from '../../../src/cli/terminal/usage-error.js';

/** What `--help` prints. */
export const USAGE = `framewise demo: streamed answers, and everything that can go wrong with them

  npm run demo
      The story: a mock gateway on this machine answers over real HTTP, well and badly, in all three protocols.

  npm run demo -- --file FILE [--protocol P]
      A recorded stream, read as "framewise inspect" reads it: the protocol is detected.
      Without --file, or as "--file -", it is read from standard input.

  npm run demo -- --base-url URL --model M [--protocol P] [--prompt TEXT]
      A live gateway.

  --file FILE       the recording: a body, the output of curl -i, a log, a HAR file
  --protocol P      chat-completions, responses or messages (live: chat-completions, if left out)
  --base-url URL    where the API is, such as https://api.openai.com/v1
  --model M         the model to ask
  --prompt TEXT     what to ask it (default: to count to five)
  -h, --help        this text

The key of a live gateway is read from the environment: FRAMEWISE_API_KEY, else OPENAI_API_KEY (chat-completions,
responses) or ANTHROPIC_API_KEY (messages). It is never printed. A server that wants none takes any text.

Exit code: 0 if every answer came out as it must (the story: as its script says), 1 if one did not, 2 for bad arguments.
Colour is used on a terminal only, and not if NO_COLOR is set.`;

/** What the demo is asked to do. */
type Command = { readonly mode: 'help' } | { readonly mode: 'story' } | RecordingCommand | LiveCommand;

export interface RecordingCommand {
  readonly mode: 'recording';
  /** `-` is standard input. */
  readonly file: string;
  /** Undefined where the stream has to tell. */
  readonly protocol: Protocol | undefined;
}

export interface LiveCommand {
  readonly mode: 'live';
  readonly baseUrl: string;
  readonly model: string;
  readonly prompt: string;
  readonly protocol: Protocol;
  readonly apiKey: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PROMPT = 'Count from one to five, in words.';

/** @throws UsageError for arguments that say nothing the demo can do. */
export function readCommand(args: readonly string[], environment: Environment, { stdinIsTerminal }: Pick<Terminal, 'stdinIsTerminal'>): Command {
  const { values } = readArgs(args, {
    file: { type: 'string' },
    protocol: { type: 'string' },
    'base-url': { type: 'string' },
    model: { type: 'string' },
    prompt: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  }, 0);
  if (values.help === true) return { mode: 'help' };
  if (args.length === 0) return { mode: 'story' };

  const { file, model, prompt = DEFAULT_PROMPT } = values;
  const baseUrl = values['base-url'];
  const protocol = protocols.find(({ name }) => name === values.protocol);
  if (values.protocol !== undefined && protocol === undefined) throw new UsageError(`--protocol must be one of ${protocols.map(({ name }) => name).join(', ')}.`);

  if (baseUrl === undefined) {
    if (model !== undefined || values.prompt !== undefined) throw new UsageError('--model and --prompt need --base-url, the gateway to ask.');
    if (file === undefined && stdinIsTerminal) throw new UsageError('--protocol needs --file or --base-url, or a recording on standard input.');
    return { mode: 'recording', file: file ?? '-', protocol };
  }
  if (file !== undefined) throw new UsageError('--file and --base-url exclude each other: a recording or a live gateway.');
  if (model === undefined) throw new UsageError('--base-url needs --model, the model to ask.');
  if (!/^https?:/i.test(baseUrl) || !URL.canParse(baseUrl)) throw new UsageError('--base-url must be an http or https URL.');
  const [chat] = protocols;
  return { mode: 'live', baseUrl, model, prompt, ...withKey(protocol ?? (chat as Protocol), environment) };
}

/** @throws UsageError if the environment has no key for this protocol. */
function withKey(protocol: Protocol, environment: Environment): Pick<LiveCommand, 'protocol' | 'apiKey'> {
  const vendorVariable = protocol.name === messages.name ? 'ANTHROPIC_API_KEY' : 'OPENAI_API_KEY';
  // One that is set to nothing is not set.
  const apiKey = environment['FRAMEWISE_API_KEY'] || environment[vendorVariable];
  if (!apiKey) throw new UsageError(`--base-url needs a key in the environment: FRAMEWISE_API_KEY, or ${vendorVariable} for ${protocol.name}.`);
  return { protocol, apiKey };
}

import type { Protocol } from 'framewise';

/** What the demo is asked to do. */
export type Command = { readonly mode: 'help' } | { readonly mode: 'story' } | RecordingCommand | LiveCommand;

export interface RecordingCommand {
  readonly mode: 'recording';
  /** `-` is standard input. */
  readonly file: string;
  readonly protocol: Protocol;
}

export interface LiveCommand {
  readonly mode: 'live';
  readonly baseUrl: string;
  readonly model: string;
  readonly prompt: string;
  readonly protocol: Protocol;
  readonly apiKey: string;
}

/**
 * Types of frames with which a server only says that it is still there. Vendors send them into streams of any protocol: OpenCode Zen
 * sends `ping` into Chat Completions and Responses (anomalyco/opencode#40171), OpenAI and Azure send `keepalive` (openai/openai-node#1964).
 */
const heartbeats: ReadonlySet<string> = new Set(['ping', 'pong', 'keepalive', 'keep_alive', 'keep-alive', 'heartbeat', 'response.keep_alive', 'response.keepalive', 'response.heartbeat']);

/** What the types of a vendor's own notices begin with: rate limits and metadata, never output (router-for-me/CLIProxyAPI#6007). */
const families: readonly string[] = ['codex.', 'responsesapi.'];

/**
 * Whether a payload of a type that its protocol does not list is a heartbeat or a notice without output. Such a frame is passed on
 * as data that adds nothing, so that an attempt may still be repeated after it. Any other unknown frame may carry output.
 */
export function isNotice(payload: object): boolean {
  const { type } = payload as { readonly type?: unknown };
  return typeof type === 'string' && (heartbeats.has(type) || families.some((family) => type.startsWith(family)));
}

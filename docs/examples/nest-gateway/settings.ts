import { chatCompletions, messages, responses } from 'framewise';
import { memoryAnswerLog, type UpstreamSettings } from 'framewise/nestjs';
import { redisAnswerLog } from 'framewise/redis';

/** The model that the routes of our own ask. */
export const model = process.env['MODEL'] ?? 'claude-sonnet-4-5';

const openAi = { baseUrl: process.env['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1', apiKey: process.env['OPENAI_API_KEY'] ?? '' };
const anthropic = { baseUrl: process.env['ANTHROPIC_BASE_URL'] ?? 'https://api.anthropic.com', apiKey: process.env['ANTHROPIC_API_KEY'] ?? '' };

/** The upstreams, by the names under which they are injected. */
export const upstreams = {
  claude: { protocol: messages, ...anthropic },
  chat: { protocol: chatCompletions, ...openAi },
  responses: { protocol: responses, ...openAi },
} satisfies Record<string, UpstreamSettings>;

/** Where answers are kept: in this process, or in Redis, for a fleet of them. */
const redisUrl = process.env['REDIS_URL'];
export const answers = redisUrl === undefined ? memoryAnswerLog() : redisAnswerLog({ url: redisUrl });

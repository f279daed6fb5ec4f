import { Test } from '@nestjs/testing';
import { getUpstreamToken, type UpstreamClient, UpstreamHealthIndicator } from 'framewise/nestjs';
import { of } from 'rxjs';

import { AppModule } from './app.module.js';
import { ChatController } from './chat.controller.js';

const frames: UpstreamClient['frames'] = () => of({ kind: 'terminal', payload: undefined, deltas: [{ type: 'text', text: 'Hello', choice: 0 }] });

it('passes on the words of a fake', async () => {
  const app = await Test.createTestingModule({ imports: [AppModule] }).overrideProvider(getUpstreamToken('claude')).useValue({ frames }).compile();
  expect(await app.get(ChatController).chat({}).text()).toContain('Hello');
  expect(app.get(UpstreamHealthIndicator, { strict: false }).isHealthy('claude')).toMatchObject({ claude: { status: 'up' } });
  await app.close();
});

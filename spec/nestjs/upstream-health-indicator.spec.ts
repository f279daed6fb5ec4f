import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { messages } from 'framewise';
import { FramewiseModule, getUpstreamToken, type UpstreamClient, UpstreamHealthIndicator } from 'framewise/nestjs';
import { mockGateway, type ScriptEntry } from 'framewise/testing';
import { of } from 'rxjs';

import { failureOf } from '../support/failure-of.js';
import { adapters, startApplication } from './application.js';

@Controller()
class HealthController {
  constructor(@Inject(HealthCheckService) readonly health: HealthCheckService, @Inject(UpstreamHealthIndicator) readonly upstreams: UpstreamHealthIndicator) {}

  @Get('health')
  @HealthCheck()
  check() {
    return this.health.check([() => this.upstreams.isHealthy('claude')]);
  }
}

const failing: ScriptEntry = { status: 500, error: { type: 'api_error', message: 'Broken.' } };
const limited: ScriptEntry = { status: 429, headers: { 'retry-after': '30' }, error: { type: 'rate_limit_error', message: 'Slow down.' } };

describe.each(adapters)('UpstreamHealthIndicator on $server', ({ adapter }) => {
  it.each<[string, ScriptEntry[], number, object]>([
    ['before the first request', [], 200, { status: 'up', circuit: 'closed' }],
    ['while requests are held', [limited], 200, { status: 'degraded', circuit: 'closed' }],
    ['while the circuit is open', [failing, failing], 503, { status: 'down', circuit: 'open' }],
  ])('tells terminus how it is %s, and asks nothing', async (_, script, status, told) => {
    await using gateway = await mockGateway({ script });
    const claude = { protocol: messages, baseUrl: gateway.baseUrl, apiKey: '', reliably: { maxRetries: 0 }, upstream: { breaker: { failuresInRow: 2 } } };
    const imports = [FramewiseModule.forRoot({ upstreams: { claude } }), TerminusModule];
    await using application = await startApplication(adapter, { imports, controllers: [HealthController] });
    const client = application.app.get<UpstreamClient>(getUpstreamToken('claude'));
    for (const {} of script) await failureOf(client.frames({}));
    const health = await fetch(`${application.url}/health`);
    expect([health.status, await health.json()]).toMatchObject([status, { details: { claude: told } }]);
    expect(gateway.requestCount).toBe(script.length);
  });
});

describe('isHealthy', () => {
  it.each([{ frames: () => of() }, {}, null])('is up for %j in the place of a client', async (fake) => {
    const claude = { protocol: messages, baseUrl: 'http://127.0.0.1:1', apiKey: '' };
    const module = await Test.createTestingModule({ imports: [FramewiseModule.forRoot({ upstreams: { claude } })] }).overrideProvider(getUpstreamToken('claude')).useValue(fake).compile();
    expect(module.get(UpstreamHealthIndicator).isHealthy('claude')).toEqual({ claude: { status: 'up', circuit: 'closed', active: 0, queued: 0, coolDownMs: 0 } });
    await module.close();
  });

  it('knows the upstreams of the module and no other', () => {
    expect(() => new UpstreamHealthIndicator(new Map()).isHealthy('gpt')).toThrow(new RangeError('There is no upstream "gpt".'));
  });
});

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiErrorFilter } from 'framewise/nestjs';

import { AppModule } from './app.module.js';

const app = await NestFactory.create<NestExpressApplication>(AppModule);
// Every turn sends the whole conversation again. Express takes 100 kB, which a long one or a picture is above.
app.useBodyParser('json', { limit: '20mb' });
// An ApiError keeps its status, its Retry-After and the shape of its route.
app.useGlobalFilters(new ApiErrorFilter());
// SIGTERM closes the application: open streams end with a typed error.
app.enableShutdownHooks();
await app.listen(process.env['PORT'] ?? 3000);
